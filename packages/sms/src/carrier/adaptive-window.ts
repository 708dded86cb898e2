/** How long a bind pauses when it is throttled with a window of one already; it doubles up to the second. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * How many submit_sm may be unanswered at once on one bind: one more for every window's worth of accepted ones,
 * half when the carrier says that it is too many, at most once for what was sent before it said so (additive
 * increase, multiplicative decrease, as TCP's congestion window: RFC 5681 section 3.1). When one at a time is
 * still too many it pauses.
 */
export class AdaptiveWindow {
  readonly #max: number;
  #size: number;
  #sent = 0;
  /** What was sent up to here has had its say. */
  #heeded = 0;
  #pauseMs = 0;
  #resumeAt = 0;

  /** @param max submissions; where it starts, since the contract allows it. */
  constructor(max: number) {
    this.#max = max;
    this.#size = max;
  }

  /** Whole submissions, 1 to `max`. */
  get size(): number {
    return Math.floor(this.#size);
  }

  /** Milliseconds until it may send at all. @param now milliseconds on a steady clock. */
  pauseMs(now: number): number {
    return Math.max(0, this.#resumeAt - now);
  }

  /** Counts a submission. @returns its number, for `throttled`. */
  sent(): number {
    return ++this.#sent;
  }

  accepted(): void {
    this.#size = Math.min(this.#max, this.#size + 1 / this.#size);
    this.#pauseMs = 0;
  }

  /** @param number what `sent` gave for the submission that was refused. */
  throttled(number: number, now: number): void {
    if (number <= this.#heeded) return;
    this.#heeded = this.#sent;
    if (this.size === 1) {
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2));
      this.#resumeAt = now + this.#pauseMs;
    }
    this.#size = Math.max(1, this.#size / 2);
  }
}
