import { GraphError } from "../graph/index.ts";
import type { BusinessNumber, Engine, OutgoingContent, StoredMessage } from "../model/index.ts";
import type { PlannedReply } from "./decide.ts";

/** What marks the nth automatic answer to a message; its statuses carry it (`biz_opaque_callback_data`). */
export const markOf = (message: string, n: number): string => `automatic:${message}:${n}`;

/** Resolves when the reply is on disk. @throws GraphError what the engine refuses */
export async function sendReply(
  engine: Pick<Engine, "send">,
  number: BusinessNumber,
  message: StoredMessage,
  reply: PlannedReply,
  n: number,
): Promise<void> {
  await engine.send({
    number,
    to: { kind: "thread", thread: message.thread },
    content: contentOf(reply),
    callbackData: markOf(message.id, n),
    by: { kind: "automatic", rule: reply.rule },
  });
}

function contentOf({ text, buttons, list }: PlannedReply): OutgoingContent {
  if (list !== undefined) {
    const { button, rows } = list;
    return { type: "interactive", interactive: { kind: "list", body: text, button, sections: [{ rows }] } };
  }
  return buttons.length === 0
    ? { type: "text", body: text, previewUrl: true }
    : { type: "interactive", interactive: { kind: "button", body: text, buttons } };
}

/** Whether a send that was refused may succeed later. Faults that are no refusals are left to the caller. */
export const isTransient = (error: unknown): boolean => error instanceof GraphError && error.spec.isTransient;

const PAGE = 100;

/** The marks of a message's automatic answers that the engine has. */
export async function marksAfter(
  engine: Pick<Engine, "messages">,
  message: StoredMessage,
): Promise<ReadonlySet<string>> {
  const marks = new Set<string>();
  for (let after = message.seq; ; ) {
    const messages = await engine.messages(message.thread, { after, limit: PAGE });
    for (const one of messages) {
      if (one.direction === "out" && one.by.kind === "automatic" && one.callbackData)
        marks.add(one.callbackData);
    }
    const last = messages.at(-1);
    if (last === undefined || messages.length < PAGE) return marks;
    after = last.seq;
  }
}
