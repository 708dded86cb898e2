import { type Executor, placeholders, type Transaction } from "@culver/storage";
import type { Thread } from "../../model/index.ts";
import { fold } from "../../rendering/fold.ts";

/** What the inbox knows of a thread. */
export interface ThreadRow {
  readonly id: string;
  readonly business: string;
  readonly number: string;
  readonly state: "open" | "closed";
  readonly assignee: string | null;
  readonly withPerson: boolean;
  readonly needsPerson: boolean;
  readonly unread: number;
  readonly lastPosition: number;
  readonly lastText: string | null;
  readonly lastAt: number | null;
  readonly lastDirection: "in" | "out" | null;
  readonly activeAt: number;
}

export const THREAD_COLUMNS = `id, business, number, state, assignee, with_person, needs_person, unread, last_pos,
  last_text, last_at, last_direction, active_at`;

export type StoredThreadRow = {
  id: string;
  business: string;
  number: string;
  state: "open" | "closed";
  assignee: string | null;
  with_person: number;
  needs_person: number;
  unread: number;
  last_pos: number;
  last_text: string | null;
  last_at: number | null;
  last_direction: "in" | "out" | null;
  active_at: number;
};

export const threadRowOf = (row: StoredThreadRow): ThreadRow => ({
  id: row.id,
  business: row.business,
  number: row.number,
  state: row.state,
  assignee: row.assignee,
  withPerson: row.with_person !== 0,
  needsPerson: row.needs_person !== 0,
  unread: row.unread,
  lastPosition: row.last_pos,
  lastText: row.last_text,
  lastAt: row.last_at,
  lastDirection: row.last_direction,
  activeAt: row.active_at,
});

export async function findThreadRow(from: Executor, id: string): Promise<ThreadRow | undefined> {
  const [row] = await from.query<StoredThreadRow>(
    `SELECT ${THREAD_COLUMNS} FROM business_inbox_threads WHERE id = ?`,
    [id],
  );
  return row && threadRowOf(row);
}

/** What a thread is found by: its name, folded, and the digits of its number. */
export const searchTextOf = ({ name, phone }: Thread): string =>
  `${fold(name)} ${(phone ?? "").replace(/\D/g, "")}`.replaceAll("\0", "");

/** Makes rows for threads that have none. */
export async function ensureThreadRows(
  executor: Executor,
  threads: readonly { readonly thread: Thread; readonly business: string; readonly at: number }[],
): Promise<void> {
  const rows = threads.map(({ thread, business, at }) => [
    ...[thread.id, business, thread.number, at, searchTextOf(thread)],
  ]);
  const columns = ["id", "business", "number", "active_at", "search"];
  await executor.insertMany("business_inbox_threads", columns, rows, { onConflict: "ignore" });
}

/** A place of its own at the end of a thread's timeline. */
export async function nextPosition(tx: Transaction, thread: string): Promise<number> {
  const [row] = await tx.query<{ last_pos: number }>(
    "UPDATE business_inbox_threads SET last_pos = last_pos + 1 WHERE id = ? RETURNING last_pos",
    [thread],
  );
  return row?.last_pos ?? 0;
}

/** The labels of threads, by thread. */
export async function labelsOf(from: Executor, threads: readonly string[]): Promise<Map<string, string[]>> {
  const labels = new Map<string, string[]>();
  if (threads.length === 0) return labels;
  const rows = await from.query<{ thread: string; label: string }>(
    `SELECT thread, label FROM business_inbox_thread_labels WHERE thread IN (${placeholders(threads.length)})
     ORDER BY label`,
    threads,
  );
  for (const { thread, label } of rows) labels.set(thread, [...(labels.get(thread) ?? []), label]);
  return labels;
}
