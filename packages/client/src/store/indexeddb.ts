import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { StoreClosedError } from "../errors.ts";
import { acquireDeviceLock, type DeviceLock, type DeviceLockOptions } from "./device-lock.ts";
import { generateStoreKey, openValue, sealValue } from "./indexeddb-cipher.ts";
import { boundsOf, type Entry, type KeyRange, type Operation, type Store } from "./port.ts";

interface Schema extends DBSchema {
  entries: { key: string; value: Uint8Array };
  keys: { key: string; value: CryptoKey };
}

export interface IndexedDbStoreOptions extends DeviceLockOptions {
  /** Called once when another tab has taken the device over; the store is closed then. */
  readonly onLost?: (() => void) | undefined;
}

/**
 * Opens (creating it if need be) a store in the browser's IndexedDB. Row keys are in the clear; every value is encrypted
 * with a non-extractable key kept beside it, always before a transaction opens, because a transaction does not live
 * across an await of something else.
 *
 * Throws DeviceBusyError when another tab has it open and `takeOver` is not set.
 */
export async function openIndexedDbStore(name: string, options: IndexedDbStoreOptions = {}): Promise<Store> {
  const lock = await acquireDeviceLock(navigator.locks, `culver:${name}`, options);
  try {
    const database = await openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore("entries");
        db.createObjectStore("keys");
      },
      // A newer version of the page wants to upgrade: let go of the database.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    const store = new IndexedDbStore(database, await storeKey(database), lock);
    lock.lost.addEventListener("abort", () => {
      void store.close();
      options.onLost?.();
    });
    return store;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function storeKey(database: IDBPDatabase<Schema>): Promise<CryptoKey> {
  const known = await database.get("keys", "store");
  if (known !== undefined) return known;
  const key = await generateStoreKey();
  await database.put("keys", key, "store");
  return key;
}

class IndexedDbStore implements Store {
  readonly #database: IDBPDatabase<Schema>;
  readonly #key: CryptoKey;
  readonly #lock: DeviceLock;
  #closed = false;

  constructor(database: IDBPDatabase<Schema>, key: CryptoKey, lock: DeviceLock) {
    this.#database = database;
    this.#key = key;
    this.#lock = lock;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    this.#check();
    const sealed = await this.#database.get("entries", key);
    return sealed === undefined ? undefined : openValue(this.#key, key, sealed);
  }

  async range(range: KeyRange): Promise<readonly Entry[]> {
    this.#check();
    const { from, to } = boundsOf(range);
    if (from >= to || range.limit === 0) return [];
    const bounds = IDBKeyRange.bound(from, to, false, true);
    const rows = range.reverse
      ? await this.#backward(bounds, range.limit)
      : await this.#forward(bounds, range.limit);
    return Promise.all(
      rows.map(async ({ key, value }) => ({ key, value: await openValue(this.#key, key, value) })),
    );
  }

  async commit(operations: readonly Operation[]): Promise<void> {
    this.#check();
    const sealed = await Promise.all(
      operations.map(async (operation) =>
        operation.type === "put"
          ? { ...operation, value: await sealValue(this.#key, operation.key, operation.value) }
          : operation,
      ),
    );
    this.#check();
    const transaction = this.#database.transaction("entries", "readwrite", { durability: "strict" });
    const done = sealed.map((operation) =>
      operation.type === "put"
        ? transaction.store.put(operation.value, operation.key)
        : transaction.store.delete(operation.key),
    );
    await Promise.all([...done, transaction.done]);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#database.close();
    this.#lock.release();
  }

  /** Keys and values come from two requests of one transaction, hence of one state. */
  async #forward(bounds: IDBKeyRange, limit: number | undefined): Promise<Entry[]> {
    const { store } = this.#database.transaction("entries");
    const [keys, values] = await Promise.all([store.getAllKeys(bounds, limit), store.getAll(bounds, limit)]);
    return keys.map((key, index) => ({ key, value: values[index] ?? new Uint8Array(0) }));
  }

  async #backward(bounds: IDBKeyRange, limit = Number.POSITIVE_INFINITY): Promise<Entry[]> {
    const rows: Entry[] = [];
    let cursor = await this.#database.transaction("entries").store.openCursor(bounds, "prev");
    while (cursor !== null && rows.length < limit) {
      rows.push({ key: cursor.key, value: cursor.value });
      cursor = rows.length < limit ? await cursor.continue() : null;
    }
    return rows;
  }

  #check(): void {
    if (this.#closed) throw new StoreClosedError("the store is closed");
  }
}
