import type { Context } from "../core/context.ts";
import { earlyTable, seenTable, sentTable } from "../records/message-record.ts";
import { sweepTable } from "../records/outbox-record.ts";
import { earlySmsStatusTable, smsPartsTable, smsTextTable } from "../records/sms-record.ts";
import { decodeValue } from "../store/values.ts";

/** Longer than a server keeps undelivered messages (30 days): nothing older can come again. */
const KEEP_MS = 45 * 86_400_000;
const ROWS_PER_SWEEP = 2_000;

/** Forgets ids and operations that can no longer matter, a bounded piece at a time. */
export async function sweep(context: Context): Promise<void> {
  const limit = context.clock() - KEEP_MS;
  for (const table of [seenTable, earlyTable, sentTable, smsTextTable, earlySmsStatusTable, smsPartsTable]) {
    const prefix = table.key("");
    await context.db.transact(async (tx) => {
      const from = await sweepTable.get(tx, prefix);
      const rows = await tx.range({ prefix, from, limit: ROWS_PER_SWEEP });
      for (const { key, value } of rows) if (momentOf(decodeValue(value)) < limit) tx.delete(key);
      const last = rows.length < ROWS_PER_SWEEP ? undefined : rows.at(-1);
      if (last === undefined) sweepTable.delete(tx, prefix);
      else sweepTable.put(tx, [prefix], last.key);
    });
  }
}

function momentOf(row: unknown): number {
  if (typeof row === "number") return row;
  const at = typeof row === "object" && row !== null ? (row as { at?: unknown }).at : undefined;
  return typeof at === "number" ? at : 0;
}
