import type { Database } from "@culver/storage";

/** A customer whom POST /{phone-id}/block_users has blocked. */
export interface Blocked {
  readonly waId: string;
  readonly thread: string;
}

export async function blockedOf(database: Database, number: string): Promise<readonly Blocked[]> {
  const rows = await database.query<{ wa_id: string; thread: string }>(
    "SELECT wa_id, thread FROM business_blocked WHERE number = ? ORDER BY wa_id",
    [number],
  );
  return rows.map(({ wa_id, thread }) => ({ waId: wa_id, thread }));
}

export async function noteBlocked(
  database: Database,
  number: string,
  { waId, thread }: Blocked,
  now: number,
): Promise<void> {
  const columns = ["number", "wa_id", "thread", "blocked_at"];
  await database.insertNew("business_blocked", columns, [[number, waId, thread, now]], ["number", "wa_id"]);
}

export async function forgetBlocked(database: Database, number: string, waId: string): Promise<void> {
  await database.deleteMany("business_blocked", ["number", "wa_id"], [[number, waId]]);
}
