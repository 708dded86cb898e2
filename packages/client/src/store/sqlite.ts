import { DeviceBusyError, StoreClosedError } from "../errors.ts";
import { boundsOf, type Entry, type KeyRange, type Operation, type Store } from "./port.ts";
import { openSqlite, type SqliteDatabase, type SqliteStatement } from "./sqlite-driver.ts";

/**
 * Opens (creating it if need be) a store in one SQLite file. Durable: WAL with synchronous=FULL. The file stays locked
 * exclusively while the store is open; the operating system lets go of the lock when the process dies.
 *
 * Throws DeviceBusyError when another process, or another store of this one, has it open.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  const database = await openSqlite(path);
  try {
    // Exclusive locking first: WAL then needs no shared memory, and the first write takes the lock for good.
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=FULL");
    database.exec("PRAGMA temp_store=MEMORY");
    // KiB of pages in memory; pages of log before they are copied back, so that one written often is copied once.
    database.exec("PRAGMA cache_size=-16384");
    database.exec("PRAGMA wal_autocheckpoint=4000");
    database.exec("BEGIN IMMEDIATE");
    database.exec(
      "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID",
    );
    database.exec("COMMIT");
  } catch (cause) {
    database.close();
    if (isBusy(cause)) throw new DeviceBusyError("another process uses this device's store", { cause });
    throw cause;
  }
  return new SqliteStore(database);
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked|SQLITE_BUSY/i.test(error.message);
}

class SqliteStore implements Store {
  #database: SqliteDatabase | undefined;
  readonly #get: SqliteStatement;
  readonly #put: SqliteStatement;
  readonly #delete: SqliteStatement;
  readonly #forward: SqliteStatement;
  readonly #backward: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    const select = "SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key";
    this.#get = database.prepare("SELECT value FROM entries WHERE key = ?");
    this.#put = database.prepare(
      "INSERT INTO entries (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
    this.#delete = database.prepare("DELETE FROM entries WHERE key = ?");
    this.#forward = database.prepare(`${select} LIMIT ?`);
    this.#backward = database.prepare(`${select} DESC LIMIT ?`);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    this.#open();
    const row = this.#get.get(key) as { value: Uint8Array } | null | undefined;
    return row?.value;
  }

  async range(range: KeyRange): Promise<readonly Entry[]> {
    this.#open();
    const { from, to } = boundsOf(range);
    const statement = range.reverse ? this.#backward : this.#forward;
    return statement.all(from, to, range.limit ?? -1) as Entry[];
  }

  async commit(operations: readonly Operation[]): Promise<void> {
    const database = this.#open();
    database.exec("BEGIN IMMEDIATE");
    try {
      for (const operation of operations) {
        if (operation.type === "put") this.#put.run(operation.key, operation.value);
        else this.#delete.run(operation.key);
      }
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#database === undefined) return;
    for (const statement of [this.#get, this.#put, this.#delete, this.#forward, this.#backward])
      statement.finalize?.();
    this.#database.close();
    this.#database = undefined;
  }

  #open(): SqliteDatabase {
    if (this.#database === undefined) throw new StoreClosedError("the store is closed");
    return this.#database;
  }
}
