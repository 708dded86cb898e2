import type { PartOutcome } from "../carrier/port.ts";

/** Waits between tries, milliseconds. */
export interface RetryPolicy {
  /** First wait after `throttled`; grows by half each time. Default 250. */
  readonly throttledMs: number;
  /** Longest wait after `throttled`. Default 5 000. */
  readonly maxThrottledMs: number;
  /** First wait after `temporary`; doubles each time. Default 2 000. */
  readonly temporaryMs: number;
  /** Longest wait after `temporary`. Default 600 000. */
  readonly maxTemporaryMs: number;
  /** Before a part that a carrier may have is submitted again: its receipt may come. Default 5 000. */
  readonly uncertainMs: number;
  /** Before a part that was not sent for want of a link is tried again. Default 200. */
  readonly unsentMs: number;
}

export const defaultRetry: RetryPolicy = {
  throttledMs: 250,
  maxThrottledMs: 5_000,
  temporaryMs: 2_000,
  maxTemporaryMs: 600_000,
  uncertainMs: 5_000,
  unsentMs: 200,
};

/** Kinds of outcome after which the same carrier is tried again, ever later. */
export type RetryKind = Exclude<PartOutcome["kind"], "accepted" | "permanent">;

/**
 * How long to wait before the next try, somewhere in the upper half of a bound, so that many messages do not return
 * at once.
 * @param attempt how many tries of this kind have failed before this one.
 * @param random 0 ≤ random < 1
 */
export function retryDelayMs(
  kind: RetryKind,
  attempt: number,
  policy: RetryPolicy,
  random: number,
  retryAfterMs = 0,
): number {
  const bound = boundMs(kind, Math.min(attempt, 40), policy);
  return Math.max(retryAfterMs, Math.round(bound / 2 + (random * bound) / 2));
}

function boundMs(kind: RetryKind, attempt: number, policy: RetryPolicy): number {
  switch (kind) {
    case "throttled":
      return Math.min(policy.maxThrottledMs, policy.throttledMs * 1.5 ** attempt);
    case "temporary":
      return Math.min(policy.maxTemporaryMs, policy.temporaryMs * 2 ** attempt);
    case "uncertain":
      return policy.uncertainMs;
    case "unsent":
      return policy.unsentMs;
  }
}
