import type { Database, Executor, Value } from "@culver/storage";
import type { LogEntryView } from "../inbox-api.ts";

/** Who did what. `text` is a sentence without content, names of customers or numbers. */
export interface LogEntry {
  readonly business: string;
  readonly at: number;
  /** Agent's id; "" for what nobody did. */
  readonly agent: string;
  readonly action: string;
  readonly thread?: string | undefined;
  readonly text: string;
}

const COLUMNS = ["business", "at", "agent", "action", "thread", "text"];
const PAGE = 100;

/** Writes an entry, with the change it tells of when that has a transaction. */
export async function writeLog(executor: Executor, entry: LogEntry): Promise<void> {
  const { business, at, agent, action, thread = null, text } = entry;
  await executor.insertMany("business_inbox_log", COLUMNS, [[business, at, agent, action, thread, text]]);
}

type Row = { seq: number; at: number; agent: string; action: string; thread: string | null; text: string };

/** The log of a business, youngest first. */
export async function readLog(
  database: Database,
  business: string,
  before: number | undefined,
): Promise<{ readonly entries: readonly LogEntryView[]; readonly next?: number }> {
  const values: Value[] = before === undefined ? [business, PAGE + 1] : [business, before, PAGE + 1];
  const rows = await database.query<Row>(
    `SELECT seq, at, agent, action, thread, text FROM business_inbox_log
     WHERE business = ? ${before === undefined ? "" : "AND seq < ?"} ORDER BY seq DESC LIMIT ?`,
    values,
  );
  const entries = rows.slice(0, PAGE).map(({ thread, ...row }) => ({ ...row, thread: thread ?? undefined }));
  const last = entries.at(-1);
  return rows.length > PAGE && last ? { entries, next: last.seq } : { entries };
}
