/** Octets of encoded rows held; what they take decoded is some times that. */
const MOST_BYTES = 8 * 1024 * 1024;

interface HeldRow {
  readonly row: unknown;
  readonly size: number;
}

/**
 * Decoded rows as the store has them, so that what is written, sent, acknowledged and received one after the other is not read
 * and decoded each time. The oldest give way. Nobody changes a row.
 */
export class HeldRows {
  readonly #rows = new Map<string, HeldRow>();
  #size = 0;

  get(key: string): { readonly row: unknown } | undefined {
    return this.#rows.get(key);
  }

  set(key: string, row: unknown, size: number): void {
    this.delete(key);
    this.#rows.set(key, { row, size });
    this.#size += size;
    for (const oldest of this.#rows.keys()) {
      if (this.#size <= MOST_BYTES) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const held = this.#rows.get(key);
    if (held === undefined) return;
    this.#rows.delete(key);
    this.#size -= held.size;
  }

  clear(): void {
    this.#rows.clear();
    this.#size = 0;
  }
}
