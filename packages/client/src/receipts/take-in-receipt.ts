import type { MessageLog } from "../conversations/message-log.ts";
import { readUpTo } from "../conversations/reading.ts";
import type { Context } from "../core/context.ts";
import { type MessageRecord, messageTable, positionKey } from "../records/message-record.ts";
import { settingsOf } from "../settings/settings-row.ts";
import type { Transaction } from "../store/transaction.ts";
import { advanceStatus } from "./status.ts";

/** Earlier messages a displayed marker is applied to at most; those before are read already in any ordinary chat. */
const LOOK_BACK = 2_000;

/** Messages that a device of the peer has received. */
export async function takeInReceived(
  log: MessageLog,
  tx: Transaction,
  conversation: string,
  ids: readonly string[],
  at: number,
): Promise<void> {
  for (const id of ids) {
    const message = await log.find(tx, conversation, id);
    if (message === undefined || !message.outgoing) continue;
    const status = advanceStatus(message.status, "delivered");
    const deliveredAt = message.deliveredAt ?? at;
    if (status !== message.status || deliveredAt !== message.deliveredAt)
      await log.save(tx, { ...message, status, deliveredAt });
  }
}

/**
 * A displayed marker covers every earlier message from the same sender. From the peer it is about what this account sent;
 * from another device of this account, about what has been read there.
 */
export async function takeInDisplayed(
  context: Context,
  log: MessageLog,
  tx: Transaction,
  marker: {
    readonly conversation: string;
    readonly from: string;
    readonly id: string;
    readonly at: number;
  },
): Promise<void> {
  const message = await log.find(tx, marker.conversation, marker.id);
  if (message === undefined) return;
  if (marker.from === context.keys.self.account) {
    if (!message.outgoing) await readUpTo(context, tx, marker.conversation, message.position);
    return;
  }
  if (!message.outgoing) return;
  // Reciprocal: who sends no read marks sees none; the message has arrived all the same.
  const { readReceipts } = await settingsOf(tx);
  const earlier = await messageTable.list(tx, [marker.conversation], {
    to: positionKey(message.position + 1),
    limit: LOOK_BACK,
    reverse: true,
  });
  for (const { row } of earlier) {
    if (!row.outgoing) continue;
    if (row.status === "read") break;
    const updated = displayedAt(row, marker.at, readReceipts);
    if (updated !== row) await log.save(tx, updated);
  }
}

function displayedAt(row: MessageRecord, at: number, shown: boolean): MessageRecord {
  if (row.status === "failed" || row.status === "queued") return row;
  const status = advanceStatus(row.status, shown ? "read" : "delivered");
  if (status === row.status) return row;
  const deliveredAt = row.deliveredAt ?? at;
  return { ...row, status, deliveredAt, ...(shown ? { readAt: at } : {}) };
}
