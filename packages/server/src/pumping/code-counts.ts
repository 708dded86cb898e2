import type { Executor } from "@culver/storage";
import type { CodeMethod } from "../ports.ts";
import type { CodeCounts, PumpingPolicy } from "./policy.ts";

/** Slots of the sliding window. */
const SLOT_MS = 10 * 60_000;

type SumRow = { sent: number | null; settled: number | null; entered: number | null };

/** Adds to what was sent to, or entered from, an area: a prefix or a country. */
export async function addCodes(
  executor: Executor,
  area: string,
  method: CodeMethod,
  codes: { readonly sent?: number; readonly entered?: number },
  now: number,
  { windowMs }: PumpingPolicy,
): Promise<void> {
  const slot = Math.floor(now / SLOT_MS);
  const { sent = 0, entered = 0 } = codes;
  await executor.execute(
    `INSERT INTO code_counts (area, method, slot, sent, entered, expires_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (area, method, slot) DO UPDATE
     SET sent = code_counts.sent + excluded.sent, entered = code_counts.entered + excluded.entered`,
    [area, method, slot, sent, entered, (slot + 1) * SLOT_MS + windowMs],
  );
}

export async function countCodes(
  executor: Executor,
  area: string,
  method: CodeMethod,
  now: number,
  { windowMs, graceMs }: PumpingPolicy,
): Promise<CodeCounts> {
  const settledBefore = Math.floor((now - graceMs) / SLOT_MS);
  const [row] = await executor.query<SumRow>(
    `SELECT CAST(SUM(sent) AS BIGINT) AS sent,
       CAST(SUM(CASE WHEN slot < ? THEN sent ELSE 0 END) AS BIGINT) AS settled,
       CAST(SUM(entered) AS BIGINT) AS entered
     FROM code_counts WHERE area = ? AND method = ? AND slot >= ?`,
    [settledBefore, area, method, Math.floor((now - windowMs) / SLOT_MS)],
  );
  return { sent: row?.sent ?? 0, settled: row?.settled ?? 0, entered: row?.entered ?? 0 };
}

export async function forgetCodes(executor: Executor, area: string, method?: CodeMethod): Promise<void> {
  const [condition, params] = method === undefined ? ["", []] : [" AND method = ?", [method]];
  await executor.execute(`DELETE FROM code_counts WHERE area = ?${condition}`, [area, ...params]);
}
