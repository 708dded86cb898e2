/** A day, milliseconds. */
export const TIER_MS = 24 * 3_600_000;

/** Customers of each business who were written to outside their window within 24 hours (section 7). */
export class Tier {
  readonly #most: number;
  /** By business: threads, each with the last time, the oldest first. */
  readonly #threads = new Map<string, Map<string, number>>();

  /** @param most 0: no limit. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more may be written to now; counted when it may. One who is counted already always may. */
  admit(business: string, thread: string, now: number): boolean {
    if (this.#most <= 0) return true;
    const threads = this.#fresh(business, now);
    if (!threads.has(thread) && threads.size >= this.#most) return false;
    this.note(business, thread, now);
    return true;
  }

  /** Counts one without asking, as the tables have it. Times must grow. */
  note(business: string, thread: string, at: number): void {
    const threads = this.#threads.get(business) ?? new Map<string, number>();
    this.#threads.set(business, threads);
    threads.delete(thread);
    threads.set(thread, at);
  }

  #fresh(business: string, now: number): ReadonlyMap<string, number> {
    const threads = this.#threads.get(business) ?? new Map<string, number>();
    for (const [thread, at] of threads) {
      if (now - at < TIER_MS) break;
      threads.delete(thread);
    }
    return threads;
  }
}
