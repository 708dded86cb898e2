/** Too many, too fast. */
export class RateLimitedError extends Error {
  override readonly name = "RateLimitedError";
  /** Whole seconds, at least 1. */
  readonly retryAfter: number;

  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super("rate limit", options);
    this.retryAfter = retryAfterSeconds(retryAfterMs);
  }
}

const A_DAY_S = 86_400;

/** Seconds for Retry-After: rounded up, at least 1, at most a day for what will never be allowed. */
export function retryAfterSeconds(ms: number): number {
  return Math.min(A_DAY_S * 30, Math.max(1, Math.ceil(Math.min(ms, A_DAY_S * 30_000) / 1000)));
}
