/**
 * So many per second, and `burst` at once: a token bucket, kept as the one number of its equivalent, the generic
 * cell rate algorithm (ITU-T I.371 annex A). Clocks are steady milliseconds.
 */
export class TokenBucket {
  readonly #intervalMs: number;
  readonly #slackMs: number;
  /** When the bucket would be full again. */
  #fullAt = 0;

  /** @param rate per second; 0: no limit. @param burst at least 1. */
  constructor(rate: number, burst: number) {
    this.#intervalMs = rate === 0 ? 0 : 1000 / rate;
    this.#slackMs = this.#intervalMs * (burst - 1);
  }

  /** Tokens there are now; Infinity without a limit. */
  available(now: number): number {
    if (this.#intervalMs === 0) return Number.POSITIVE_INFINITY;
    const room = this.#slackMs + now - Math.max(this.#fullAt, now);
    // A thousandth of a token, for sums of fractions that should be whole.
    return Math.max(0, Math.floor(room / this.#intervalMs + 1.001));
  }

  /** Milliseconds until there is a token. */
  waitMs(now: number): number {
    if (this.available(now) > 0) return 0;
    return Math.max(0, this.#fullAt - this.#slackMs - now);
  }

  /** Takes a token, one of the future's if need be. */
  take(now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + this.#intervalMs;
  }

  isFull(now: number): boolean {
    return this.#fullAt <= now;
  }
}
