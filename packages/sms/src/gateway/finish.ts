import type { QueuedMessage } from "../queue/queued-message.ts";
import { plainId } from "../receipts/message-ids.ts";
import { type Core, record } from "./core.ts";
import type { SmsStatus } from "./message.ts";

/** Why a message failed. */
export interface Failure {
  readonly reason: string;
  readonly code?: string | undefined;
  readonly carrier?: string | undefined;
  readonly isExpired?: boolean;
}

/** Every part is with a carrier: told once. */
export function tellSent(core: Core, message: QueuedMessage, carrier: string): void {
  core.counters.sent++;
  core.statuses.tell(message.seq, statusOf(core, message, "sent", { carrier }));
}

/** The last receipt came. */
export function finishDelivered(core: Core, message: QueuedMessage): void {
  core.counters.delivered++;
  const carrier = message.progress.parts[0]?.carrier;
  close(core, message, statusOf(core, message, "delivered", { carrier }), true);
}

/** Its receipts will not come any more: `sent` stays the last that is known. */
export function finishSent(core: Core, message: QueuedMessage): void {
  const carrier = message.progress.parts[0]?.carrier;
  close(core, message, statusOf(core, message, "sent", { carrier }), false);
}

export function finishFailed(core: Core, message: QueuedMessage, failure: Failure): void {
  core.counters.failed++;
  if (failure.isExpired) core.counters.expired++;
  const { reason, code, carrier } = failure;
  record(core, message, { kind: "failed", carrier, code, reason });
  close(core, message, statusOf(core, message, "failed", { reason, code, carrier }), true);
}

function statusOf(
  { now }: Core,
  { id, purpose, content: { account } }: QueuedMessage,
  state: SmsStatus["state"],
  rest: { reason?: string; code?: string | undefined; carrier?: string | undefined },
): SmsStatus {
  const { reason, code, carrier } = rest;
  return {
    id,
    ...(account === undefined ? {} : { account }),
    purpose,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
    ...(carrier === undefined ? {} : { carrier }),
    at: now(),
  };
}

/** Erases the content, in memory and on disk. */
function close(core: Core, message: QueuedMessage, status: SmsStatus, isNews: boolean): void {
  const { journal, index, counters, settling, statuses } = core;
  for (const [part, { carrier, answer }] of message.progress.parts.entries()) {
    if (carrier !== undefined && answer !== undefined) {
      journal.dropAnswer(carrier, plainId(answer), message.seq, part);
    }
  }
  journal.finish(message.seq, status.state);
  index.remove(message);
  message.stage = "done";
  counters.unfinished--;
  if (isNews) statuses.tell(message.seq, status);
  const waiting = settling.get(message.id);
  if (!waiting) return;
  settling.delete(message.id);
  journal.afterCommit(() => {
    for (const resolve of waiting) resolve(status);
  });
}
