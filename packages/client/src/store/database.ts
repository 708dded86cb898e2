import { Serial } from "../core/serial.ts";
import type { Entry, KeyRange, Store } from "./port.ts";
import { type Reader, Transaction } from "./transaction.ts";

/**
 * Transactions over a store, one at a time. They are short: nothing in them waits for the network, so that an app's
 * call never waits for it either.
 */
export class Database implements Reader {
  readonly #store: Store;
  readonly #serial = new Serial();

  constructor(store: Store) {
    this.#store = store;
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#store.get(key);
  }

  range(range: KeyRange): Promise<readonly Entry[]> {
    return this.#store.range(range);
  }

  /** Commits what `work` wrote when it resolves; nothing when it rejects. */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#serial.run(async () => {
      const tx = new Transaction(this.#store);
      const result = await work(tx);
      await tx.commit(this.#store);
      return result;
    });
  }

  async close(): Promise<void> {
    await this.#serial.idle();
    await this.#store.close();
  }
}
