import type { Database } from "@culver/storage";
import type { WebhookTuning } from "./options.ts";

const PAGE = 1_000;

/** Deletes what has been kept for long enough: delivered and dead events, attempts. */
export async function deleteOld(database: Database, now: number, tuning: WebhookTuning): Promise<void> {
  await page(
    database,
    "business_webhook_events",
    "seq",
    "state = 'delivered' AND finished_at < ?",
    now - tuning.keepDeliveredMs,
  );
  await page(
    database,
    "business_webhook_events",
    "seq",
    "state = 'dead' AND finished_at < ?",
    now - tuning.keepDeadMs,
  );
  await page(database, "business_webhook_attempts", "n", "at < ?", now - tuning.keepAttemptsMs);
}

/** A page at a time, so that nobody waits for long. */
async function page(
  database: Database,
  table: string,
  key: string,
  where: string,
  before: number,
): Promise<void> {
  const sql = `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${PAGE})`;
  while ((await database.execute(sql, [before])) === PAGE);
}
