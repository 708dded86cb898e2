import type { Database } from "@culver/storage";

const TIMEOUT_MS = 2_000;

/** Whether the database answers in time. */
export async function databaseAnswers(database: Database): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), TIMEOUT_MS);
  const answer = database.query("SELECT id FROM business_accounts LIMIT 1").then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
