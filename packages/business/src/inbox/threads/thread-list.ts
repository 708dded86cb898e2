import type { Database, Value } from "@culver/storage";
import type { ThreadFilter } from "../../inbox-api.ts";
import { type StoredThreadRow, THREAD_COLUMNS, type ThreadRow, threadRowOf } from "./thread-row.ts";

export interface ThreadListRequest {
  readonly business: string;
  /** Who asks, for "mine". */
  readonly agent: string;
  readonly filter: ThreadFilter;
  readonly label?: string | undefined;
  readonly number?: string | undefined;
  /** Only threads that were active before; milliseconds since 1970. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Threads of one moment that a page takes beyond its limit, so that the next one misses none. */
const MOST_TIES = 1_000;

const FILTERS: Readonly<Record<ThreadFilter, string>> = {
  open: "t.state = 'open'",
  mine: "t.state = 'open' AND t.assignee = ?",
  unassigned: "t.state = 'open' AND t.assignee IS NULL",
  closed: "t.state = 'closed'",
  all: "1 = 1",
};

/** A page of threads, the one active last first; `next` is the `before` of the page behind it. */
export async function listThreads(
  database: Database,
  { business, agent, filter, label, number, before, limit }: ThreadListRequest,
): Promise<{ readonly rows: readonly ThreadRow[]; readonly next?: number }> {
  const where = ["t.business = ?", FILTERS[filter]];
  const values: Value[] = filter === "mine" ? [business, agent] : [business];
  if (number !== undefined) {
    where.push("t.number = ?");
    values.push(number);
  }
  if (label !== undefined) {
    where.push("EXISTS (SELECT 1 FROM business_inbox_thread_labels l WHERE l.thread = t.id AND l.label = ?)");
    values.push(label);
  }
  const columns = THREAD_COLUMNS.replace(/\w+/g, "t.$&");
  const select = (condition: string, value: readonly Value[], most: number) =>
    database.query<StoredThreadRow>(
      `SELECT ${columns} FROM business_inbox_threads t WHERE ${[...where, condition].join(" AND ")}
       ORDER BY t.active_at DESC, t.id DESC LIMIT ?`,
      [...values, ...value, most],
    );
  const page = await (before === undefined
    ? select("1 = 1", [], limit + 1)
    : select("t.active_at < ?", [before], limit + 1));
  const rows = page.slice(0, limit);
  const last = rows.at(-1);
  if (page.length <= limit || last === undefined) return { rows: rows.map(threadRowOf) };
  const ties = await select("t.active_at = ? AND t.id < ?", [last.active_at, last.id], MOST_TIES);
  return { rows: [...rows, ...ties].map(threadRowOf), next: last.active_at };
}
