import { type Entry, type KeyRange, type Operation, type Store, StoreClosedError } from "@culver/client";
import { type Database, placeholders, type Transaction } from "@culver/storage";
import { type Lease, takeLease } from "./lease.ts";

const TABLE = "business_device_entries";
/** Above every key: keys are printable ASCII. */
const LAST = "\x7f";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A device's store in a database of any engine, for numbers whose state is not a file. One process has it at a time.
 * @throws DeviceBusyError
 */
export async function openDatabaseStore(database: Database, device: string): Promise<Store> {
  return new DatabaseStore(database, device, await takeLease(database, device));
}

class DatabaseStore implements Store {
  readonly #database: Database;
  readonly #device: string;
  readonly #lease: Lease;
  #isClosed = false;

  constructor(database: Database, device: string, lease: Lease) {
    this.#database = database;
    this.#device = device;
    this.#lease = lease;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    this.#check();
    const rows = await this.#database.query<{ value: Uint8Array }>(
      `SELECT value FROM ${TABLE} WHERE device = ? AND key = ?`,
      [this.#device, encoder.encode(key)],
    );
    return rows[0]?.value;
  }

  async range(range: KeyRange): Promise<readonly Entry[]> {
    this.#check();
    const from = range.from !== undefined && range.from > range.prefix ? range.from : range.prefix;
    const end = range.prefix + LAST;
    const to = range.to !== undefined && range.to < end ? range.to : end;
    const rows = await this.#database.query<{ key: Uint8Array; value: Uint8Array }>(
      `SELECT key, value FROM ${TABLE} WHERE device = ? AND key >= ? AND key < ?
       ORDER BY key ${range.reverse ? "DESC" : "ASC"} LIMIT ?`,
      [
        this.#device,
        encoder.encode(from),
        encoder.encode(to),
        Math.min(range.limit ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      ],
    );
    return rows.map(({ key, value }) => ({ key: decoder.decode(key), value }));
  }

  async commit(operations: readonly Operation[]): Promise<void> {
    this.#check();
    // The last word about a key holds, whatever came before it in the same commit.
    const last = new Map<string, Uint8Array | undefined>();
    for (const operation of operations) {
      if (operation.type === "put" && !(operation.value instanceof Uint8Array))
        throw new TypeError("a value is bytes");
      last.set(operation.key, operation.type === "put" ? operation.value.slice() : undefined);
    }
    if (last.size === 0) return;
    await this.#database.transaction(async (tx) => {
      await this.#lease.require(tx);
      await this.#write(tx, last);
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#lease.release();
  }

  async #write(tx: Transaction, last: ReadonlyMap<string, Uint8Array | undefined>): Promise<void> {
    const keys = [...last.keys()].map((key) => [this.#device, encoder.encode(key)] as const);
    await tx.deleteMany(TABLE, ["device", "key"], keys);
    const rows = [...last].flatMap(([key, value]) =>
      value === undefined ? [] : [[this.#device, encoder.encode(key), value]],
    );
    if (rows.length > 0) await tx.insertMany(TABLE, ["device", "key", "value"], rows);
  }

  #check(): void {
    if (this.#isClosed) throw new StoreClosedError("the store is closed");
  }
}

/** Deletes what a device has stored: its keys, and all it knows. */
export async function deleteDatabaseStore(database: Database, device: string): Promise<void> {
  for (const table of [TABLE, "business_device_leases"]) {
    await database.execute(`DELETE FROM ${table} WHERE device IN (${placeholders(1)})`, [device]);
  }
}
