/** A token bucket in two numbers: what was left, and when (Unix ms). */
export interface TokenPair {
  tokens: number;
  at: number;
}

/** Takes one token: 0 when there was one, else the seconds to wait. A bucket with `at` 0 is full. */
export function takeToken(pair: TokenPair, burst: number, perSecond: number, now: number): number {
  const refilled = pair.at === 0 ? burst : pair.tokens + (Math.max(0, now - pair.at) * perSecond) / 1000;
  const tokens = Math.min(burst, refilled);
  pair.at = now;
  if (tokens >= 1) {
    pair.tokens = tokens - 1;
    return 0;
  }
  pair.tokens = tokens;
  return (1 - tokens) / perSecond;
}
