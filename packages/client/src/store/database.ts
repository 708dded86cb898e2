import { Serial } from "../core/serial.ts";
import { HeldRows } from "./held-rows.ts";
import type { Entry, KeyRange, Store } from "./port.ts";
import { type Reader, Transaction } from "./transaction.ts";

/**
 * Transactions over a store, one at a time. They are short: nothing in them waits for the network, so that an app's
 * call never waits for it either.
 */
export class Database implements Reader {
  readonly #store: Store;
  readonly #serial = new Serial();
  readonly #held = new HeldRows();
  /** What a transaction reads. */
  readonly #base: Reader;

  constructor(store: Store) {
    this.#store = store;
    this.#base = {
      get: (key) => store.get(key),
      range: (range) => store.range(range),
      held: (key) => this.#held.get(key),
      hold: (key, row, size) => this.#held.set(key, row, size),
    };
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#store.get(key);
  }

  held(key: string): { readonly row: unknown } | undefined {
    return this.#held.get(key);
  }

  range(range: KeyRange): Promise<readonly Entry[]> {
    return this.#store.range(range);
  }

  /** Commits what `work` wrote when it resolves; nothing when it rejects. */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#serial.run(async () => {
      const tx = new Transaction(this.#base);
      const result = await work(tx);
      await tx.commit(this.#store, this.#held);
      return result;
    });
  }

  async close(): Promise<void> {
    await this.#serial.idle();
    await this.#store.close();
  }
}
