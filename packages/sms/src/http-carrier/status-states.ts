import type { MessageState } from "../receipts/receipt-states.ts";

const STATES: Readonly<Record<string, MessageState>> = {
  accepted: "accepted",
  scheduled: "scheduled",
  queued: "accepted",
  sending: "enroute",
  sent: "enroute",
  delivered: "delivered",
  read: "delivered",
  undelivered: "undeliverable",
  failed: "undeliverable",
  canceled: "deleted",
  // Of calls.
  initiated: "accepted",
  ringing: "enroute",
  "in-progress": "enroute",
  completed: "delivered",
  busy: "undeliverable",
  "no-answer": "undeliverable",
};

/** The state that a MessageStatus or CallStatus means; undefined for one that is not known, which says nothing. */
export function stateOfStatus(status: string): MessageState | undefined {
  return Object.hasOwn(STATES, status) ? STATES[status] : undefined;
}
