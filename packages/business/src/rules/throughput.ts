import { type Bucket, level, take } from "./token-bucket.ts";

/** Messages a second of each number, in and out (section 7). A second's worth may come at once. */
export class Throughput {
  readonly #perSecond: number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param perSecond 0: no limit. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Whether one more may go out now; counted when it may. */
  send(number: string, now: number): boolean {
    if (this.#perSecond <= 0) return true;
    return take(this.#bucket(number, now), now, this.#perSecond, this.#perSecond / 1_000);
  }

  /** What came in is counted, and never refused. */
  receive(number: string, now: number): void {
    if (this.#perSecond <= 0) return;
    const bucket = this.#bucket(number, now);
    const tokens = level(bucket, now, this.#perSecond, this.#perSecond / 1_000);
    bucket.at = now;
    bucket.tokens = Math.max(-this.#perSecond, tokens - 1);
  }

  #bucket(number: string, now: number): Bucket {
    let bucket = this.#buckets.get(number);
    if (bucket === undefined) {
      bucket = { tokens: this.#perSecond, at: now };
      this.#buckets.set(number, bucket);
    }
    return bucket;
  }
}
