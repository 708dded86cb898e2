import type { Transaction } from "@culver/storage";
import type { Thread } from "../../model/index.ts";
import { ensureThreadRows, type ThreadRow } from "./thread-row.ts";

/** Two threads have turned out to be one customer's: what the inbox knows of the one becomes the other's. */
export async function mergeThreads(tx: Transaction, from: ThreadRow, into: Thread): Promise<void> {
  await ensureThreadRows(tx, [{ thread: into, business: from.business, at: from.activeAt }]);
  const move = [into.id, from.id];
  await tx.execute("UPDATE business_inbox_lines SET thread = ? WHERE thread = ?", move);
  await tx.execute("UPDATE business_inbox_entries SET thread = ? WHERE thread = ?", move);
  await tx.execute("UPDATE business_inbox_log SET thread = ? WHERE thread = ?", move);
  await tx.execute(
    `INSERT INTO business_inbox_thread_labels (thread, label) SELECT CAST(? AS TEXT), label
     FROM business_inbox_thread_labels WHERE thread = ? ON CONFLICT DO NOTHING`,
    move,
  );
  await tx.execute("DELETE FROM business_inbox_thread_labels WHERE thread = ?", [from.id]);
  await tx.execute(
    `UPDATE business_inbox_threads SET
       assignee = COALESCE(assignee, ?),
       with_person = CASE WHEN ? = 1 THEN 1 ELSE with_person END,
       needs_person = CASE WHEN ? = 1 THEN 1 ELSE needs_person END,
       state = CASE WHEN ? = 'open' THEN 'open' ELSE state END,
       active_at = CASE WHEN active_at < ? THEN ? ELSE active_at END,
       last_pos = CASE WHEN last_pos < ? THEN ? ELSE last_pos END,
       unread = unread + ?
     WHERE id = ?`,
    [
      ...[from.assignee, Number(from.withPerson), Number(from.needsPerson), from.state],
      ...[from.activeAt, from.activeAt, from.lastPosition, from.lastPosition, from.unread, into.id],
    ],
  );
  if (from.lastAt !== null) {
    await tx.execute(
      `UPDATE business_inbox_threads SET last_text = ?, last_at = ?, last_direction = ?
       WHERE id = ? AND (last_at IS NULL OR last_at < ?)`,
      [from.lastText, from.lastAt, from.lastDirection, into.id, from.lastAt],
    );
  }
  await tx.execute("DELETE FROM business_inbox_threads WHERE id = ?", [from.id]);
}
