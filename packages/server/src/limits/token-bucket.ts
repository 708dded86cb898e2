/** A token bucket: `capacity` at once, refilled evenly with `refill` tokens every `perMs`. */
export interface BucketPolicy {
  readonly capacity: number;
  readonly refill: number;
  /** Milliseconds. */
  readonly perMs: number;
}

export interface BucketState {
  readonly tokens: number;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

/** The bucket at `now`. A bucket not seen before is full; a clock that went back adds nothing. */
export function refill(policy: BucketPolicy, state: BucketState | undefined, now: number): BucketState {
  if (state === undefined) return { tokens: policy.capacity, updatedAt: now };
  const elapsed = Math.max(0, now - state.updatedAt);
  const tokens = Math.min(policy.capacity, state.tokens + (elapsed * policy.refill) / policy.perMs);
  return { tokens, updatedAt: Math.max(now, state.updatedAt) };
}

/** Milliseconds until `cost` tokens are there: 0 when they are, Infinity when the bucket cannot hold them. */
export function waitFor(policy: BucketPolicy, state: BucketState, cost: number): number {
  if (cost > policy.capacity) return Number.POSITIVE_INFINITY;
  const missing = cost - state.tokens;
  // What rounding has left of a token is no reason to refuse.
  return missing <= 1e-9 ? 0 : Math.ceil((missing * policy.perMs) / policy.refill);
}

/** When the bucket will be full, so that its row may be forgotten. */
export function fullAt(policy: BucketPolicy, state: BucketState): number {
  return state.updatedAt + Math.ceil(((policy.capacity - state.tokens) * policy.perMs) / policy.refill);
}
