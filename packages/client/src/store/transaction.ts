import type { HeldRows } from "./held-rows.ts";
import { boundsOf, type Entry, type KeyRange, type Operation, type Store } from "./port.ts";
import { encodeValue } from "./values.ts";

/** What one transaction reads: its own writes over what the store holds. */
export interface Reader {
  get(key: string): Promise<Uint8Array | undefined>;
  range(range: KeyRange): Promise<readonly Entry[]>;
  /** A row that is at hand decoded: `row` is undefined for one that this transaction has deleted. */
  held?(key: string): { readonly row: unknown } | undefined;
  /** Holds a row that was read, as the store has it. Only within a transaction: nothing else is written meanwhile. */
  hold?(key: string, row: unknown, size: number): void;
}

/** A write: its bytes, which for a row are made when somebody needs them. */
interface Write {
  bytes?: Uint8Array;
  readonly row?: { readonly row: unknown; readonly lasting: boolean };
}

/** Writes gathered in memory, committed at once. A fork's writes join the parent's when it is merged, or never. */
export class Transaction implements Reader {
  readonly #base: Reader;
  readonly #memory = new Map<string, unknown>();
  /** Undefined for what is deleted. */
  readonly #writes = new Map<string, Write | undefined>();
  readonly #after: (() => void)[] = [];

  constructor(base: Reader) {
    this.#base = base;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const write = this.#writes.get(key);
    if (write !== undefined) return bytesOf(write);
    return this.#writes.has(key) ? undefined : this.#base.get(key);
  }

  held(key: string): { readonly row: unknown } | undefined {
    const write = this.#writes.get(key);
    if (write !== undefined) return write.row;
    return this.#writes.has(key) ? { row: undefined } : this.#base.held?.(key);
  }

  hold(key: string, row: unknown, size: number): void {
    if (!this.#writes.has(key)) this.#base.hold?.(key, row, size);
  }

  async range(range: KeyRange): Promise<readonly Entry[]> {
    const { from, to } = boundsOf(range);
    const touched: [string, Write | undefined][] = [];
    for (const entry of this.#writes) if (entry[0] >= from && entry[0] < to) touched.push(entry);
    if (touched.length === 0) return this.#base.range(range);
    const limit = range.limit === undefined ? undefined : range.limit + touched.length;
    const merged = new Map((await this.#base.range({ ...range, limit })).map((e) => [e.key, e.value]));
    for (const [key, write] of touched) {
      if (write === undefined) merged.delete(key);
      else merged.set(key, bytesOf(write));
    }
    const sign = range.reverse ? -1 : 1;
    const entries = [...merged].sort(([a], [b]) => (a < b ? -sign : sign));
    return entries.slice(0, range.limit).map(([key, value]) => ({ key, value }));
  }

  put(key: string, bytes: Uint8Array): void {
    this.#writes.set(key, { bytes });
  }

  /** `lasting`: worth holding decoded once it is committed. The row is not changed from here on. */
  putRow(key: string, row: unknown, lasting: boolean): void {
    this.#writes.set(key, { row: { row, lasting } });
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
    for (const [key, write] of fork.#writes) this.#writes.set(key, write);
    for (const [name, value] of fork.#memory) this.#memory.set(name, value);
    for (const run of fork.#after) this.#after.push(run);
  }

  async commit(store: Store, held?: HeldRows): Promise<void> {
    if (this.#writes.size > 0) {
      const operations: Operation[] = [];
      for (const [key, write] of this.#writes)
        operations.push(
          write === undefined ? { type: "delete", key } : { type: "put", key, value: bytesOf(write) },
        );
      try {
        await store.commit(operations);
      } catch (error) {
        // Whether anything was written is the store's to say from now on.
        held?.clear();
        throw error;
      }
      if (held !== undefined) this.#letHold(held);
    }
    for (const run of this.#after) run();
  }

  #letHold(held: HeldRows): void {
    for (const [key, write] of this.#writes) {
      if (write?.row?.lasting === true) held.set(key, write.row.row, bytesOf(write).length);
      else held.delete(key);
    }
  }
}

function bytesOf(write: Write): Uint8Array {
  write.bytes ??= encodeValue(write.row?.row);
  return write.bytes;
}
