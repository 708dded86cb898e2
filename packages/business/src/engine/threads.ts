import type { Database, Transaction, Value } from "@culver/storage";
import { newNodeId } from "../graph/index.ts";
import type { Channel } from "../model/index.ts";
import { GroupCommit } from "./group-commit.ts";
import { Lru } from "./lru.ts";
import { mergeRows } from "./merge-threads.ts";
import { storable } from "./text.ts";
import { THREAD_COLUMNS, type ThreadRow } from "./thread-row.ts";

/** Threads that are kept in memory. */
const CACHED = 100_000;
/** Merges that are remembered: of the last moments only they matter. */
const MERGED = 10_000;
const SELECT = `SELECT ${THREAD_COLUMNS.join(", ")} FROM business_threads`;

/** Whom a thread is with: one of them at least. */
export interface CustomerKey {
  readonly account?: string | undefined;
  readonly phone?: string | undefined;
}

export type ThreadChanges = Partial<
  Pick<
    ThreadRow,
    "profile_name" | "given_name" | "channel" | "last_inbound_at" | "is_blocked" | "is_opted_out"
  >
>;

/** The threads of all numbers. Reads come from memory where they can; one engine writes them. */
export class Threads {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #rows: Lru<ThreadRow>;
  readonly #index = new Map<string, string>();
  readonly #opening = new Map<string, Promise<ThreadRow>>();
  readonly #inserts: GroupCommit<ThreadRow>;
  /** Threads that have become a part of others while what was meant for them was on its way. */
  readonly #merged = new Lru<string>(MERGED);
  #linking: Promise<unknown> = Promise.resolve();
  /** Told when one thread has become a part of another. */
  onMerged: (from: string, into: string) => void = () => undefined;
  onChanged: (row: ThreadRow) => void = () => undefined;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#rows = new Lru(CACHED, (row) => this.#unindex(row));
    this.#inserts = new GroupCommit(database, async (tx, rows) => {
      await tx.insertMany(
        "business_threads",
        THREAD_COLUMNS,
        rows.map((row) => THREAD_COLUMNS.map((column): Value => row[column])),
        { onConflict: "ignore" },
      );
    });
  }

  /** A thread that has become a part of another is that other. */
  async get(id: string): Promise<ThreadRow | undefined> {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const [row] = await this.#database.query<ThreadRow>(`${SELECT} WHERE id = ?`, [id]);
    if (row?.merged_into) return this.get(row.merged_into);
    return row && this.#remember(row);
  }

  /** As `get`, inside a transaction. */
  async within(tx: Transaction, id: string): Promise<ThreadRow | undefined> {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const [row] = await tx.query<ThreadRow>(`${SELECT} WHERE id = ?`, [id]);
    return row?.merged_into ? this.within(tx, row.merged_into) : row;
  }

  /** Where what is written now to a thread belongs. For transactions that hold the lock on messages. */
  current(id: string): string {
    const into = this.#merged.get(id);
    return into === undefined ? id : this.current(into);
  }

  async find(number: string, key: CustomerKey): Promise<ThreadRow | undefined> {
    for (const [column, value] of [
      ["account", key.account],
      ["phone", key.phone],
    ] as const) {
      if (value === undefined) continue;
      const id = this.#index.get(indexKey(number, column, value));
      const known = id === undefined ? undefined : this.#rows.get(id);
      if (known !== undefined) return known;
      const [row] = await this.#database.query<ThreadRow>(`${SELECT} WHERE number = ? AND ${column} = ?`, [
        number,
        value,
      ]);
      if (row !== undefined) return this.#remember(row);
    }
    return undefined;
  }

  /** The thread with a customer, made when there is none. */
  async require(number: string, key: CustomerKey, channel: Channel): Promise<ThreadRow> {
    const opening = `${number}/${key.account ?? ""}/${key.phone ?? ""}`;
    const under = this.#opening.get(opening);
    if (under !== undefined) return under;
    const row = this.#require(number, key, channel).finally(() => this.#opening.delete(opening));
    this.#opening.set(opening, row);
    return row;
  }

  async #require(number: string, key: CustomerKey, channel: Channel): Promise<ThreadRow> {
    const known = await this.find(number, key);
    if (known !== undefined) return known;
    const row: ThreadRow = {
      id: newNodeId(),
      number,
      phone: key.phone ?? null,
      account: key.account ?? null,
      profile_name: null,
      given_name: null,
      channel,
      last_inbound_at: null,
      is_blocked: 0,
      is_opted_out: 0,
      created_at: this.#now(),
      merged_into: null,
    };
    await this.#inserts.add(row);
    // Somebody may have been quicker under another key of the same customer.
    const stored = await this.get(row.id);
    return stored ?? (await this.find(number, key)) ?? this.#remember(row);
  }

  /** Notes changes that a transaction has written, once it is committed. */
  changed(id: string, changes: ThreadChanges): ThreadRow | undefined {
    const row = this.#rows.get(id);
    if (row === undefined) return undefined;
    const updated = this.#remember({ ...row, ...changes } as ThreadRow);
    this.onChanged(updated);
    return updated;
  }

  async update(id: string, changes: ThreadChanges): Promise<void> {
    const row = await this.get(id);
    if (row === undefined) return;
    await this.#database.transaction((tx) => writeThread(tx, row.id, changes));
    this.changed(row.id, changes);
  }

  /** Notes what has become known about a customer. Two threads that turn out to be one become one: the older. */
  link(id: string, key: CustomerKey): Promise<ThreadRow | undefined> {
    const linked = this.#linking.then(() => this.#link(id, key));
    this.#linking = linked.catch(() => undefined);
    return linked;
  }

  async #link(id: string, key: CustomerKey): Promise<ThreadRow | undefined> {
    let row = await this.get(id);
    for (const column of ["account", "phone"] as const) {
      const value = key[column];
      if (row === undefined || value === undefined || row[column] === value) continue;
      const other = await this.find(row.number, { [column]: value });
      row = other === undefined ? await this.#set(row, column, value) : await this.#merge(row, other, column);
    }
    return row;
  }

  async #set(row: ThreadRow, column: "account" | "phone", value: string): Promise<ThreadRow> {
    await this.#database.execute(`UPDATE business_threads SET ${column} = ? WHERE id = ?`, [value, row.id]);
    // The customer may have written meanwhile.
    const now = this.#rows.get(row.id) ?? row;
    this.#unindex(now);
    const updated = this.#remember({ ...now, [column]: value } as ThreadRow);
    this.onChanged(updated);
    return updated;
  }

  async #merge(row: ThreadRow, other: ThreadRow, column: "account" | "phone"): Promise<ThreadRow> {
    const isConflict = row.account !== null && other.account !== null && row.account !== other.account;
    if (isConflict) {
      // The number is another person's now: it goes to whom the directory says it is.
      await this.#database.execute(`UPDATE business_threads SET ${column} = NULL WHERE id = ?`, [other.id]);
      const now = this.#rows.get(other.id) ?? other;
      this.#unindex(now);
      this.#remember({ ...now, [column]: null } as ThreadRow);
      return this.#set(row, column, other[column] ?? "");
    }
    const [into, from] = row.created_at <= other.created_at ? [row, other] : [other, row];
    const merged = await this.#database
      .transaction(async (tx) => {
        const row = await mergeRows(tx, from, into);
        // Before the commit: whoever writes next, writes to where it leads.
        this.#merged.set(from.id, into.id);
        return row;
      })
      .catch((error: unknown) => {
        this.#merged.delete(from.id);
        throw error;
      });
    for (const old of [from, into]) {
      this.#unindex(old);
      this.#rows.delete(old.id);
    }
    this.#remember(merged);
    this.onMerged(from.id, into.id);
    this.onChanged(merged);
    return merged;
  }

  #remember(row: ThreadRow): ThreadRow {
    this.#rows.set(row.id, row);
    if (row.account !== null) this.#index.set(indexKey(row.number, "account", row.account), row.id);
    if (row.phone !== null) this.#index.set(indexKey(row.number, "phone", row.phone), row.id);
    return row;
  }

  #unindex(row: ThreadRow): void {
    if (row.account !== null) this.#index.delete(indexKey(row.number, "account", row.account));
    if (row.phone !== null) this.#index.delete(indexKey(row.number, "phone", row.phone));
  }
}

const indexKey = (number: string, column: string, value: string): string => `${number}/${column}/${value}`;

/** Writes columns of a thread; names are as both engines store them. */
export async function writeThread(tx: Transaction, id: string, changes: ThreadChanges): Promise<void> {
  const columns = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (columns.length === 0) return;
  const values = columns.map(
    ([, value]): Value => (typeof value === "string" ? storable(value) : (value ?? null)),
  );
  const set = columns.map(([column]) => `${column} = ?`).join(", ");
  await tx.execute(`UPDATE business_threads SET ${set} WHERE id = ?`, [...values, id]);
}
