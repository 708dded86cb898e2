import type { Engine, StoredMessage } from "../model/index.ts";

/** What was said in a thread before a message. */
export interface Past {
  readonly isFirst: boolean;
  /** When anybody last said anything, milliseconds since 1970. */
  readonly lastAt: number | undefined;
}

const PAGE = 50;
/** How far back a message of the customer is looked for, pages; one who wrote before that is no newcomer. */
const PAGES = 20;

export async function pastOf(engine: Pick<Engine, "messages">, message: StoredMessage): Promise<Past> {
  let before = message.seq;
  let lastAt: number | undefined;
  for (let page = 0; page < PAGES; page++) {
    const messages = await engine.messages(message.thread, { before, limit: PAGE });
    lastAt ??= messages.at(-1)?.at;
    if (messages.some(({ direction }) => direction === "in")) return { isFirst: false, lastAt };
    const [oldest] = messages;
    if (oldest === undefined || messages.length < PAGE) return { isFirst: true, lastAt };
    before = oldest.seq;
  }
  return { isFirst: false, lastAt };
}
