import type { Database } from "@culver/storage";

const BATCH = 1_000;

/** Deletes messages older than `before`, some at a time; the order of keys is that of time. Resolves to how many. */
export async function deleteOldMessages(
  database: Database,
  before: number,
  isStopped: () => boolean,
): Promise<number> {
  let count = 0;
  while (!isStopped()) {
    const rows = await database.query<{ seq: number; at: number }>(
      `SELECT seq, at FROM business_messages ORDER BY seq LIMIT ${BATCH}`,
    );
    const old = rows.filter(({ at }) => at < before).map(({ seq }) => [seq]);
    if (old.length > 0) count += await database.deleteMany("business_messages", ["seq"], old);
    if (old.length < rows.length || rows.length < BATCH) return count;
  }
  return count;
}
