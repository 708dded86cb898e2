import type { MessageStatus } from "../api.ts";

const RANK: Readonly<Record<MessageStatus, number>> = {
  failed: 0,
  queued: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  received: 5,
};

/** News about an outgoing message may come in any order: a status only ever advances. `received` never changes. */
export function advanceStatus(current: MessageStatus, news: MessageStatus): MessageStatus {
  return RANK[news] > RANK[current] ? news : current;
}
