import { type Database, placeholders } from "@culver/storage";

const DAY_MS = 86_400_000;
/** After so long a message that was in a handler's hands is a new one if it comes again. */
const INCOMING_MS = 3_600_000;
/** So long a message that its carrier names is known when it is brought again. */
const TAKEN_MS = 7 * DAY_MS;
const PAGE = 500;

/** Deletes what is older than `keepDays`: traces of finished messages, parked receipts, statuses nobody took. */
export async function deleteOld(database: Database, now: number, keepDays: number): Promise<void> {
  const before = now - keepDays * DAY_MS;
  for (;;) {
    const rows = await database.query<{ seq: number }>(
      "SELECT seq FROM sms_messages WHERE finished_at IS NOT NULL AND finished_at < ? LIMIT ?",
      [before, PAGE],
    );
    if (rows.length === 0) break;
    const seqs = rows.map(({ seq }) => seq);
    await database.transaction(async (tx) => {
      await tx.execute(`DELETE FROM sms_events WHERE message IN (${placeholders(seqs.length)})`, seqs);
      await tx.deleteMany(
        "sms_messages",
        ["seq"],
        seqs.map((seq) => [seq]),
      );
    });
  }
  await database.execute("DELETE FROM sms_parked_receipts WHERE at < ?", [before]);
  await database.execute("DELETE FROM sms_statuses WHERE at < ?", [before]);
  await database.execute("DELETE FROM sms_parts WHERE at < ?", [before]);
  await database.execute("DELETE FROM sms_incoming WHERE at < ?", [now - INCOMING_MS]);
  await database.execute("DELETE FROM sms_taken WHERE at < ?", [now - TAKEN_MS]);
}
