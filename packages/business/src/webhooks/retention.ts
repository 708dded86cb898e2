import type { Database } from "@culver/storage";
import type { WebhookTuning } from "./options.ts";
import { yieldTurn } from "./pause.ts";

const EVENTS = "business_webhook_events";
const ATTEMPTS = "business_webhook_attempts";
const PAGE = 1_000;

/** Deletes what has been kept for long enough: delivered and dead events, attempts. */
export async function deleteOld(database: Database, now: number, tuning: WebhookTuning): Promise<void> {
  const finished = (state: string) => `state = '${state}' AND finished_at < ?`;
  await deletePages(database, EVENTS, "seq", finished("delivered"), now - tuning.keepDeliveredMs);
  await deletePages(database, EVENTS, "seq", finished("dead"), now - tuning.keepDeadMs);
  await deletePages(database, ATTEMPTS, "n", "at < ?", now - tuning.keepAttemptsMs);
  const tooMany = `n <= (SELECT MAX(n) FROM ${ATTEMPTS}) - ?`;
  await deletePages(database, ATTEMPTS, "n", tooMany, tuning.keepAttempts);
}

/** A page at a time, so that nobody waits for long. */
async function deletePages(
  database: Database,
  table: string,
  key: string,
  where: string,
  limit: number,
): Promise<void> {
  const sql = `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${PAGE})`;
  while ((await database.execute(sql, [limit])) === PAGE) await yieldTurn();
}
