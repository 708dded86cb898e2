import type { Database, Value } from "@culver/storage";
import { GraphError } from "../graph/index.ts";
import type { Engine, StoredMessage } from "../model/index.ts";
import { canonicalId } from "./ids.ts";
import { MESSAGE_COLUMNS, type MessageRow, storedMessage } from "./message-row.ts";
import { customerOf, THREAD_COLUMNS, type ThreadRow } from "./thread-row.ts";
import type { Threads } from "./threads.ts";

const DEFAULT_PAGE = 50;
const MOST = 1_000;
/** Reactions show with what they are about. */
const SELECT = `SELECT ${MESSAGE_COLUMNS} FROM business_messages WHERE type <> 'reaction'`;

/** A message by its id; undefined for what is no id, or nobody's. */
export async function findRow(database: Database, id: string): Promise<MessageRow | undefined> {
  let wamid: string;
  try {
    wamid = canonicalId(id);
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
  const [row] = await database.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM business_messages WHERE id = ?`,
    [wamid],
  );
  return row;
}

export function readsOf(
  database: Database,
  threads: Threads,
): Pick<Engine, "message" | "messages" | "messagesSince" | "blockedCustomers"> {
  return {
    async message(id) {
      const row = await findRow(database, id);
      return row && storedMessage(row);
    },
    async messages(thread, { before, after, limit = DEFAULT_PAGE } = {}) {
      const row = await threads.get(thread);
      if (row === undefined) return [];
      const params: Value[] = [row.id];
      let where = "thread = ?";
      if (before !== undefined) {
        where += " AND seq < ?";
        params.push(before);
      }
      if (after !== undefined) {
        where += " AND seq > ?";
        params.push(after);
      }
      // After a place the oldest come first, else the newest are wanted.
      const order = after === undefined ? "DESC" : "ASC";
      const rows = await database.query<MessageRow>(`${SELECT} AND ${where} ORDER BY seq ${order} LIMIT ?`, [
        ...params,
        bounded(limit),
      ]);
      const found = rows.map(storedMessage);
      return order === "DESC" ? found.reverse() : found;
    },
    async messagesSince(seq, limit): Promise<readonly StoredMessage[]> {
      const rows = await database.query<MessageRow>(`${SELECT} AND seq > ? ORDER BY seq LIMIT ?`, [
        seq,
        bounded(limit),
      ]);
      return rows.map(storedMessage);
    },
    async blockedCustomers(number) {
      const rows = await database.query<ThreadRow>(
        `SELECT ${THREAD_COLUMNS.join(", ")} FROM business_threads
         WHERE number = ? AND is_blocked = 1 AND merged_into IS NULL`,
        [number],
      );
      return rows.map(customerOf);
    },
  };
}

const bounded = (limit: number): number => Math.max(1, Math.min(MOST, Math.floor(limit)));
