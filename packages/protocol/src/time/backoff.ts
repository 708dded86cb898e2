export interface BackoffOptions {
  /** Upper bound of the first delay, milliseconds. */
  readonly baseMs: number;
  /** Upper bound of every delay, milliseconds. */
  readonly maxMs: number;
  /** A number from 0 (included) to 1 (excluded), default Math.random. */
  readonly random?: (() => number) | undefined;
}

/**
 * The delay before attempt number `attempt` + 1, in milliseconds, `attempt` counted from 0: full jitter, a random
 * time up to an exponentially growing bound, so that those who lost the same server do not come back as one.
 */
export function backoffDelay(attempt: number, options: BackoffOptions): number {
  const bound = Math.min(options.maxMs, options.baseMs * 2 ** Math.min(Math.max(attempt, 0), 52));
  return Math.floor((options.random ?? Math.random)() * bound);
}
