import { StoreClosedError } from "../errors.ts";
import { boundsOf, type Entry, type KeyRange, type Operation, type Store } from "./port.ts";

/** A store that lives as long as the process: for tests, and for devices that are not meant to last. */
export class MemoryStore implements Store {
  readonly #values = new Map<string, Uint8Array>();
  #keys: string[] = [];
  #closed = false;

  async get(key: string): Promise<Uint8Array | undefined> {
    this.#check();
    return this.#values.get(key)?.slice();
  }

  async range(range: KeyRange): Promise<readonly Entry[]> {
    this.#check();
    const { from, to } = boundsOf(range);
    const start = this.#position(from);
    const end = this.#position(to);
    const count = Math.min(range.limit ?? Infinity, Math.max(0, end - start));
    const keys = range.reverse
      ? this.#keys.slice(end - count, end).reverse()
      : this.#keys.slice(start, start + count);
    return keys.map((key) => ({ key, value: (this.#values.get(key) ?? new Uint8Array(0)).slice() }));
  }

  async commit(operations: readonly Operation[]): Promise<void> {
    this.#check();
    // Copies first: from here on nothing can fail half way.
    const copies = operations.map((operation) =>
      operation.type === "put" ? { ...operation, value: operation.value.slice() } : operation,
    );
    for (const operation of copies) {
      if (operation.type === "put") this.#put(operation.key, operation.value);
      else this.#delete(operation.key);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #put(key: string, value: Uint8Array): void {
    if (!this.#values.has(key)) this.#keys.splice(this.#position(key), 0, key);
    this.#values.set(key, value);
  }

  #delete(key: string): void {
    if (this.#values.delete(key)) this.#keys.splice(this.#position(key), 1);
  }

  /** Index of the first key that is not below `key`. */
  #position(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #check(): void {
    if (this.#closed) throw new StoreClosedError("the store is closed");
  }
}
