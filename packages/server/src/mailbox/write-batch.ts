import { placeholders, type Transaction, type Value } from "@culver/storage";
import type { Batch } from "./batch.ts";
import { type Item, WRITING } from "./mailbox.ts";

const MESSAGE_COLUMNS = ["seq", "accepted_at", "remaining", "frame"];
const DELIVERY_COLUMNS = ["account", "device", "seq"];
/** Held by transactions that change rows which others may change too: not needed to insert. */
export const MAILBOX_LOCK = "mailbox";
/** Statements with a fixed number of places are prepared once. */
const DECREMENTS_AT_ONCE = 50;

/** What a batch amounts to on disk, after those that everybody has acknowledged are left out. */
export interface Writes {
  readonly messages: Value[][];
  readonly deliveries: Value[][];
}

/** The rows of items, marked as being written. Rows of devices that are gone are left out. */
export function rowsOf(items: readonly Item[], acceptedAt: number, writes: Writes): void {
  for (const item of items) {
    item.state = WRITING;
    let rows = 0;
    for (const mailbox of item.recipients) {
      if (mailbox.gone || item.acknowledged?.has(mailbox) === true) continue;
      writes.deliveries.push([mailbox.account, mailbox.device, item.seq]);
      if (mailbox.stored >= 0) mailbox.stored++;
      mailbox.watcher?.stored(mailbox);
      rows++;
    }
    item.rows = rows;
    if (rows > 0) writes.messages.push([item.seq, acceptedAt, rows, item.frame]);
  }
}

export async function insertRows(tx: Transaction, writes: Writes): Promise<void> {
  if (writes.messages.length > 0) await tx.insertMany("messages", MESSAGE_COLUMNS, writes.messages);
  if (writes.deliveries.length > 0) await tx.insertMany("deliveries", DELIVERY_COLUMNS, writes.deliveries);
}

/** Removes the rows that were acknowledged, and each body with its last row. */
export async function deleteAcknowledged(tx: Transaction, batch: Batch): Promise<void> {
  const keys = batch.deletedSeqs.map((seq, i) => {
    const mailbox = batch.deletedFrom[i];
    return [mailbox?.account ?? "", mailbox?.device ?? 0, seq];
  });
  if (keys.length > 0) await tx.deleteMany("deliveries", DELIVERY_COLUMNS, keys);
  if (batch.decremented.size > 0) await decrement(tx, batch.decremented);
  if (batch.deadBodies.length > 0) {
    await tx.deleteMany(
      "messages",
      ["seq"],
      batch.deadBodies.map((seq) => [seq]),
    );
  }
}

async function decrement(tx: Transaction, counts: ReadonlyMap<number, number>): Promise<void> {
  const byCount = new Map<number, number[]>();
  for (const [seq, count] of counts) {
    const seqs = byCount.get(count);
    if (seqs === undefined) byCount.set(count, [seq]);
    else seqs.push(seq);
  }
  const marks = placeholders(DECREMENTS_AT_ONCE);
  for (const [count, seqs] of byCount) {
    for (let at = 0; at < seqs.length; at += DECREMENTS_AT_ONCE) {
      const part: number[] = seqs.slice(at, at + DECREMENTS_AT_ONCE);
      while (part.length < DECREMENTS_AT_ONCE) part.push(-1);
      await tx.execute(`UPDATE messages SET remaining = remaining - ? WHERE seq IN (${marks})`, [
        count,
        ...part,
      ]);
      await tx.execute(`DELETE FROM messages WHERE remaining <= 0 AND seq IN (${marks})`, part);
    }
  }
}
