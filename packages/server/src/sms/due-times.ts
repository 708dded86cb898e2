/** Entries with a time, in buckets: adding is one push, and a tick looks at bucket names, not at entries. */
export class DueTimes<T extends object> {
  readonly #buckets = new Map<number, T[]>();
  readonly #dueAt = new Map<T, number>();
  readonly #bucketMs: number;

  /** @param bucketMs how exact it is: an entry comes up to so many milliseconds late. */
  constructor(bucketMs: number) {
    this.#bucketMs = bucketMs;
  }

  has(entry: T): boolean {
    return this.#dueAt.has(entry);
  }

  /** Replaces the time it had. */
  set(entry: T, at: number): void {
    const bucket = Math.ceil(at / this.#bucketMs);
    if (this.#dueAt.get(entry) === bucket) return;
    this.#dueAt.set(entry, bucket);
    const entries = this.#buckets.get(bucket);
    if (entries === undefined) this.#buckets.set(bucket, [entry]);
    else entries.push(entry);
  }

  delete(entry: T): void {
    this.#dueAt.delete(entry);
  }

  /** Removes and returns those whose time has come. */
  take(now: number): T[] {
    const due: T[] = [];
    for (const [bucket, entries] of this.#buckets) {
      if (bucket * this.#bucketMs > now) continue;
      this.#buckets.delete(bucket);
      for (const entry of entries) {
        // It may have been given another time since.
        if (this.#dueAt.get(entry) === bucket && this.#dueAt.delete(entry)) due.push(entry);
      }
    }
    return due;
  }
}
