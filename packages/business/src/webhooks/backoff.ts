export interface BackoffPolicy {
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
}

/**
 * Exponential back-off with jitter (specification, section 5): somewhere in the upper half of a bound that doubles.
 * @param failures how many tries have failed, from 1
 * @param random 0 ≤ random < 1
 */
export function backoffMs(
  failures: number,
  { firstRetryMs, maxRetryMs }: BackoffPolicy,
  random: number,
): number {
  const bound = Math.min(maxRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 40));
  return Math.round(bound / 2 + (random * bound) / 2);
}
