import type { Database } from "@culver/storage";
import type { Decision, PlannedReply } from "./decide.ts";

/** What is said to one message of a customer, noted before it is said. */
export interface Plan {
  readonly replies: readonly PlannedReply[];
  readonly handOver?: string | undefined;
}

/** What was said in a thread of late. */
export interface SaidBefore {
  readonly texts: number;
  /** Milliseconds since 1970. */
  readonly awayAt: number | undefined;
}

export async function findPlan(
  database: Database,
  message: string,
): Promise<(Plan & { readonly isDone: boolean }) | undefined> {
  const [row] = await database.query<{ plan: string; done_at: number | null }>(
    "SELECT plan, done_at FROM business_reply_plans WHERE message = ?",
    [message],
  );
  return row && { ...(JSON.parse(row.plan) as Plan), isDone: row.done_at !== null };
}

/** On disk when it resolves. @param at when the customer wrote */
export async function notePlan(
  database: Database,
  message: { readonly id: string; readonly thread: string; readonly at: number },
  { replies, handOver, saysAway }: Decision,
): Promise<Plan> {
  const plan: Plan = { replies, ...(handOver !== undefined && { handOver }) };
  await database.execute(
    "INSERT INTO business_reply_plans (message, thread, at, plan, texts, is_away) VALUES (?, ?, ?, ?, ?, ?)",
    [message.id, message.thread, message.at, JSON.stringify(plan), replies.length, saysAway ? 1 : 0],
  );
  return plan;
}

export async function finishPlan(database: Database, message: string, at: number): Promise<void> {
  await database.execute("UPDATE business_reply_plans SET done_at = ? WHERE message = ?", [at, message]);
}

/** @param textsSince and awaySince: milliseconds since 1970 */
export async function saidBefore(
  database: Database,
  thread: string,
  textsSince: number,
  awaySince: number,
): Promise<SaidBefore> {
  const [row] = await database.query<{ texts: number | null; away_at: number | null }>(
    `SELECT CAST(SUM(CASE WHEN at > ? THEN texts ELSE 0 END) AS BIGINT) AS texts,
       MAX(CASE WHEN is_away = 1 THEN at ELSE NULL END) AS away_at
     FROM business_reply_plans WHERE thread = ? AND at > ?`,
    [textsSince, thread, Math.min(textsSince, awaySince)],
  );
  return { texts: row?.texts ?? 0, awayAt: row?.away_at ?? undefined };
}

/** Forgets what was done before a time. */
export async function forgetPlans(database: Database, before: number): Promise<void> {
  await database.execute("DELETE FROM business_reply_plans WHERE done_at IS NOT NULL AND done_at < ?", [
    before,
  ]);
}
