import type { Executor, Value } from "@culver/storage";
import type { Outcome } from "./deliver.ts";

/** One POST, without its content. */
export interface Attempt {
  readonly n: number;
  readonly target: string;
  /** When it ended, milliseconds since 1970. */
  readonly at: number;
  readonly events: number;
  readonly bytes: number;
  readonly latencyMs: number;
  /** The answer's status, if there was an answer. */
  readonly status: number | null;
  /** Null when it was taken. */
  readonly failure: string | null;
}

const COLUMNS = ["target", "at", "events", "bytes", "latency_ms", "status", "failure"];

export async function recordAttempt(
  executor: Executor,
  target: string,
  at: number,
  events: number,
  { bytes, latencyMs, status, failure }: Outcome,
): Promise<void> {
  const row: Value[] = [target, at, events, bytes, latencyMs, status, failure];
  await executor.insertMany("business_webhook_attempts", COLUMNS, [row]);
}

/** The latest attempts, youngest first; of one target, when given. */
export async function listAttempts(executor: Executor, limit: number, target?: string): Promise<Attempt[]> {
  const rows = await executor.query<
    Omit<Attempt, "latencyMs"> & { latency_ms: number } & Record<string, Value>
  >(
    `SELECT n, ${COLUMNS.join(", ")} FROM business_webhook_attempts
     ${target === undefined ? "" : "WHERE target = ?"} ORDER BY n DESC LIMIT ?`,
    target === undefined ? [limit] : [target, limit],
  );
  return rows.map(({ latency_ms: latencyMs, ...row }) => ({ ...row, latencyMs }));
}
