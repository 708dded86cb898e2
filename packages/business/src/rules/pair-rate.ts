import type { BusinessLimits } from "../model/index.ts";
import { type Bucket, level, take } from "./token-bucket.ts";

/** Buckets that are full say nothing; they are looked for when there are so many more. */
const SWEEP_EVERY = 10_000;

/** One message to one customer in `pairMs`, `pairBurst` of them at once, borrowed from what follows (section 7). */
export class PairRate {
  readonly #size: number;
  readonly #perMs: number;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = SWEEP_EVERY;

  constructor({ pairMs, pairBurst }: Pick<BusinessLimits, "pairMs" | "pairBurst">) {
    this.#size = pairBurst;
    this.#perMs = pairMs > 0 ? 1 / pairMs : Number.POSITIVE_INFINITY;
  }

  /** Whether the thread may have one more now; counted when it may. */
  send(thread: string, now: number): boolean {
    if (this.#size <= 0 || !Number.isFinite(this.#perMs)) return true;
    let bucket = this.#buckets.get(thread);
    if (bucket === undefined) {
      this.#sweep(now);
      bucket = { tokens: this.#size, at: now };
      this.#buckets.set(thread, bucket);
    }
    return take(bucket, now, this.#size, this.#perMs);
  }

  #sweep(now: number): void {
    if (this.#buckets.size < this.#sweepAt) return;
    for (const [thread, bucket] of this.#buckets) {
      if (level(bucket, now, this.#size, this.#perMs) >= this.#size) this.#buckets.delete(thread);
    }
    this.#sweepAt = this.#buckets.size + SWEEP_EVERY;
  }
}
