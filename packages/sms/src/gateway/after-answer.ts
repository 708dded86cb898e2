import type { PartOutcome } from "../carrier/port.ts";
import { isAccepted, isDelivered } from "../queue/progress.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import type { RetryKind } from "../queue/retry.ts";
import { plainId } from "../receipts/message-ids.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import { type Core, record } from "./core.ts";
import { tellSent } from "./finish.ts";

/** The gravest first: what decides how long the message waits. */
const GRAVITY: readonly RetryKind[] = ["uncertain", "throttled", "temporary", "unsent"];

/**
 * Takes note of what a carrier answered.
 * @returns what the message waits for, or that it is to be looked at at once.
 */
export function afterAnswer(
  core: Core,
  desk: CarrierDesk,
  message: QueuedMessage,
  outcomes: readonly PartOutcome[],
): RetryKind | "dispatch" {
  const { journal, index } = core;
  const wasSent = message.progress.sent;
  record(core, message, { kind: "answered", carrier: desk.name, outcomes });
  for (const outcome of outcomes) {
    if (outcome.kind !== "accepted") continue;
    journal.answer(desk.name, plainId(outcome.messageId), message.seq, outcome.part);
    if (!desk.idsRepeat) noteRepeats(core, desk, message, outcome);
    index.addAnswer(message, outcome.part, desk.name, outcome.messageId);
  }
  if (!wasSent && message.progress.sent) tellSent(core, message, desk.name);
  if (isAccepted(message.progress) || isDelivered(message.progress)) return "dispatch";
  const waiting = GRAVITY.find((kind) => outcomes.some((outcome) => outcome.kind === kind));
  if (waiting) return waiting;
  // Refused for good: another carrier is looked for.
  core.counters.failovers++;
  return "dispatch";
}

/** Some carriers answer every submit with one constant id: seen as soon as two unfinished submissions have it. */
function noteRepeats(
  core: Core,
  desk: CarrierDesk,
  message: QueuedMessage,
  { messageId, part, together }: Extract<PartOutcome, { kind: "accepted" }>,
): void {
  const others = core.index.byAnswer(desk.name, plainId(messageId));
  if (!others.some((place) => place.message !== message || (place.part !== part && !together))) return;
  desk.idsRepeat = true;
  core.log.warn(
    { carrier: desk.name },
    "this carrier gives one id to several messages; receipts go by address",
  );
}
