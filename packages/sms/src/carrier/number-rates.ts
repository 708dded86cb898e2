import { TokenBucket } from "./token-bucket.ts";

/** Numbers remembered at once: more than any bind could submit to in the time a bucket takes to fill. */
const MAX_NUMBERS = 50_000;

/**
 * A token bucket per destination number. A full bucket is as good as none, so only numbers written to just now
 * take memory; beyond the limit the longest known are forgotten, which lets them through early, never late.
 */
export class NumberRates {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #rate: number;
  readonly #maxNumbers: number;

  /** @param rate per second and number; 0: no limit. */
  constructor(rate: number, maxNumbers = MAX_NUMBERS) {
    this.#rate = rate;
    this.#maxNumbers = maxNumbers;
  }

  get size(): number {
    return this.#buckets.size;
  }

  waitMs(number: string, now: number): number {
    return this.#buckets.get(number)?.waitMs(now) ?? 0;
  }

  take(number: string, now: number): void {
    if (this.#rate === 0) return;
    const bucket = this.#buckets.get(number) ?? new TokenBucket(this.#rate, 1);
    bucket.take(now);
    // Set anew, so that the map's order is the order of last use.
    this.#buckets.delete(number);
    this.#buckets.set(number, bucket);
    this.#forget(now);
  }

  #forget(now: number): void {
    for (const [number, bucket] of this.#buckets) {
      if (this.#buckets.size <= this.#maxNumbers && !bucket.isFull(now)) return;
      this.#buckets.delete(number);
    }
  }
}
