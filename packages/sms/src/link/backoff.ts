export interface BackoffOptions {
  /** Upper bound of the first wait. Default 500. */
  readonly baseMs?: number;
  /** Upper bound of every wait. Default 60 000. */
  readonly maxMs?: number;
}

/**
 * How long to wait before attempt `attempt` (0 is the first retry): anywhere in the upper half of an
 * exponentially growing bound, so that many clients of a carrier do not return at once.
 * @param random 0 ≤ random < 1
 */
export function backoffMs(attempt: number, options: BackoffOptions = {}, random = Math.random()): number {
  const { baseMs = 500, maxMs = 60_000 } = options;
  const bound = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(bound / 2 + (random * bound) / 2);
}
