import { StoreFormatError } from "../errors.ts";
import type { Store } from "./port.ts";
import { Transaction } from "./transaction.ts";
import { decodeValue, encodeValue } from "./values.ts";

export const VERSION_KEY = "version";

/** Takes a store from the version before to its own. */
export interface Migration {
  readonly version: number;
  readonly run: (tx: Transaction) => Promise<void>;
}

/** Numbered from 1 without gaps; version 1 is the empty store. What has been released is never edited. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, run: async () => undefined }];

/**
 * Brings a store to the newest version, each step in one transaction with its number. Throws StoreFormatError for a
 * store that a newer version of the program has written.
 */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const stored = await store.get(VERSION_KEY);
  const current = stored === undefined ? 0 : decodeValue(stored);
  if (typeof current !== "number") throw new StoreFormatError("the store's version cannot be read");
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest)
    throw new StoreFormatError(`the store is of version ${current}, newer than ${newest}`);
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    const tx = new Transaction(store);
    await migration.run(tx);
    tx.put(VERSION_KEY, encodeValue(migration.version));
    await tx.commit(store);
  }
}
