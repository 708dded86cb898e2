import type { Database } from "@culver/storage";
import type { RetentionTask } from "./retention.ts";

const BATCH = 2_000;

/** What ends by itself on this side: codes, full rate-limit buckets, counts of codes, key packages past their lifetime. */
export function accountRetention(database: Database): RetentionTask[] {
  return [
    expiring(database, "registrations", "registrations", "registration", "expires_at"),
    expiring(database, "rate-limits", "rate_limits", "subject", "full_at"),
    expiring(database, "code-counts", "code_counts", "area, method, slot", "expires_at"),
    expiring(database, "closed-prefixes", "closed_prefixes", "prefix, method", "expires_at"),
    expiring(database, "key-packages", "key_packages", "id", "not_after"),
  ];
}

function expiring(
  database: Database,
  name: string,
  table: string,
  key: string,
  column: string,
): RetentionTask {
  const sql = `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${column} <= ? LIMIT ${BATCH})`;
  return { name, run: (now) => database.execute(sql, [now]) };
}
