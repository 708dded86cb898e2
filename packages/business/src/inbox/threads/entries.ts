import type { Database, Transaction, Value } from "@culver/storage";
import type { ItemView } from "../../inbox-api.ts";
import { fold } from "../../rendering/fold.ts";
import { writeLog } from "../log.ts";
import { nextPosition, type ThreadRow } from "./thread-row.ts";

/** A note of an agent, or something that was done with a thread. */
export interface Entry {
  readonly id: string;
  readonly thread: string;
  readonly pos: number;
  readonly at: number;
  readonly kind: "note" | "event";
  /** "" for what nobody did. */
  readonly agent: string;
  readonly text: string;
}

const COLUMNS = ["id", "thread", "pos", "at", "kind", "agent", "text"];

async function insertEntry(tx: Transaction, entry: Omit<Entry, "pos" | "id">): Promise<Entry> {
  const { thread, at, kind, agent, text } = entry;
  const [pos, id] = [await nextPosition(tx, thread), `${kind}-${crypto.randomUUID()}`];
  await tx.insertMany("business_inbox_entries", COLUMNS, [[id, thread, pos, at, kind, agent, text]]);
  return { ...entry, pos, id };
}

/** What was done, in the log of the business and in the thread's timeline. */
export async function addEvent(
  tx: Transaction,
  row: Pick<ThreadRow, "id" | "business">,
  event: { readonly at: number; readonly agent: string; readonly action: string; readonly text: string },
): Promise<Entry> {
  const { at, agent, action, text } = event;
  await writeLog(tx, { business: row.business, at, agent, action, thread: row.id, text });
  return insertEntry(tx, { thread: row.id, at, kind: "event", agent, text });
}

/** A note; it is searched, and of its words nothing is in the log. */
export async function addNote(
  tx: Transaction,
  row: Pick<ThreadRow, "id" | "business">,
  note: { readonly at: number; readonly agent: string; readonly name: string; readonly text: string },
): Promise<Entry> {
  const { at, agent, name, text } = note;
  const entry = await insertEntry(tx, { thread: row.id, at, kind: "note", agent, text });
  await tx.execute(
    `INSERT INTO business_inbox_lines (id, business, thread, pos, direction, text) VALUES (?, ?, ?, ?, 'inside', ?)`,
    [entry.id, row.business, row.id, entry.pos, fold(text)],
  );
  const log = { business: row.business, at, agent, action: "thread.note", thread: row.id };
  await writeLog(tx, { ...log, text: `${name} wrote a note.` });
  return entry;
}

/** Entries between two places, those nearest to the end that is asked from; oldest first. */
export async function entriesOf(
  database: Database,
  thread: string,
  { before, after, limit }: { before?: number | undefined; after?: number | undefined; limit: number },
): Promise<Entry[]> {
  const values: Value[] = [thread];
  const where = ["thread = ?"];
  if (before !== undefined) {
    where.push("pos < ?");
    values.push(before);
  }
  if (after !== undefined) {
    where.push("pos > ?");
    values.push(after);
  }
  const isForward = after !== undefined && before === undefined;
  const rows = await database.query<{ [K in keyof Entry]: Entry[K] }>(
    `SELECT ${COLUMNS.join(", ")} FROM business_inbox_entries WHERE ${where.join(" AND ")}
     ORDER BY pos ${isForward ? "ASC" : "DESC"} LIMIT ?`,
    [...values, limit],
  );
  return isForward ? rows : rows.reverse();
}

export async function findEntry(database: Database, id: string): Promise<Entry | undefined> {
  const [entry] = await database.query<{ [K in keyof Entry]: Entry[K] }>(
    `SELECT ${COLUMNS.join(", ")} FROM business_inbox_entries WHERE id = ?`,
    [id],
  );
  return entry;
}

export function entryView(entry: Entry, nameOf: (agent: string) => string | undefined): ItemView {
  const { id, thread, pos, at, kind, agent, text } = entry;
  return {
    ...{ id, thread, seq: pos, at, direction: "inside", body: { kind, text } },
    by: nameOf(agent),
    reactions: [],
    isEdited: false,
  };
}
