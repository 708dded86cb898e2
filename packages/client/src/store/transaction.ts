import { boundsOf, type Entry, type KeyRange, type Operation, type Store } from "./port.ts";

/** What one transaction reads: its own writes over what the store holds. */
export interface Reader {
  get(key: string): Promise<Uint8Array | undefined>;
  range(range: KeyRange): Promise<readonly Entry[]>;
}

/** Writes gathered in memory, committed at once. A fork's writes join the parent's when it is merged, or never. */
export class Transaction implements Reader {
  readonly #base: Reader;
  readonly #memory = new Map<string, unknown>();
  readonly #writes = new Map<string, Uint8Array | undefined>();
  readonly #after: (() => void)[] = [];

  constructor(base: Reader) {
    this.#base = base;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#writes.has(key) ? this.#writes.get(key) : this.#base.get(key);
  }

  async range(range: KeyRange): Promise<readonly Entry[]> {
    const { from, to } = boundsOf(range);
    const touched = [...this.#writes].filter(([key]) => key >= from && key < to);
    if (touched.length === 0) return this.#base.range(range);
    const limit = range.limit === undefined ? undefined : range.limit + touched.length;
    const merged = new Map((await this.#base.range({ ...range, limit })).map((e) => [e.key, e.value]));
    for (const [key, value] of touched) {
      if (value === undefined) merged.delete(key);
      else merged.set(key, value);
    }
    const sign = range.reverse ? -1 : 1;
    const entries = [...merged].sort(([a], [b]) => (a < b ? -sign : sign));
    return entries.slice(0, range.limit).map(([key, value]) => ({ key, value }));
  }

  put(key: string, value: Uint8Array): void {
    this.#writes.set(key, value);
  }

  delete(key: string): void {
    this.#writes.set(key, undefined);
  }

  /** Runs once the writes are durable; in the order given. */
  afterCommit(run: () => void): void {
    this.#after.push(run);
  }

  /** Keeps a decoded value for the rest of the transaction, so that a batch decodes it once. */
  remember(name: string, value: unknown): void {
    this.#memory.set(name, value);
  }

  recall(name: string): unknown {
    if (this.#memory.has(name)) return this.#memory.get(name);
    return this.#base instanceof Transaction ? this.#base.recall(name) : undefined;
  }

  fork(): Transaction {
    return new Transaction(this);
  }

  /** Takes over the writes of a fork of this transaction. */
  merge(fork: Transaction): void {
    for (const [key, value] of fork.#writes) this.#writes.set(key, value);
    for (const [name, value] of fork.#memory) this.#memory.set(name, value);
    this.#after.push(...fork.#after);
  }

  async commit(store: Store): Promise<void> {
    if (this.#writes.size > 0) {
      await store.commit(
        [...this.#writes].map(
          ([key, value]): Operation =>
            value === undefined ? { type: "delete", key } : { type: "put", key, value },
        ),
      );
    }
    for (const run of this.#after) run();
  }
}
