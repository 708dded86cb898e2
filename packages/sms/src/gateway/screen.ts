import type { QueuedMessage } from "../queue/queued-message.ts";
import type { SendVerdict } from "../rules/index.ts";
import type { Core } from "./core.ts";

const GO: SendVerdict = { kind: "send" };
/** The rules could not be asked: they are asked again after this. */
const AGAIN_MS = 1_000;

/** Whether the rules have a say in it: of a long message that is partly there the rest follows. */
export function isScreened({ rules }: Core, { purpose, progress: { parts } }: QueuedMessage): boolean {
  if (rules === undefined || purpose === "code") return false;
  return !parts.some(({ state }) => state === "accepted" || state === "delivered");
}

/** What the rules say at this moment. Never rejects: a text is rather late than sent to whoever has said STOP. */
export async function screen(
  { rules, now, log }: Core,
  { id, purpose, content: { to, from } }: QueuedMessage,
): Promise<SendVerdict> {
  try {
    return (await rules?.checkOutgoing({ id, to, from, purpose })) ?? GO;
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : typeof error }, "the rules could not be asked");
    return { kind: "wait", until: now() + AGAIN_MS };
  }
}
