/** A bucket of permissions that fills with time; times in milliseconds. */
export interface Bucket {
  /** What was there at `at`. */
  tokens: number;
  at: number;
}

/** What a bucket of `size` that gains `perMs` holds now. */
export function level(bucket: Bucket, now: number, size: number, perMs: number): number {
  return Math.min(size, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
}

/** Takes one when it is there. */
export function take(bucket: Bucket, now: number, size: number, perMs: number): boolean {
  const tokens = level(bucket, now, size, perMs);
  bucket.at = now;
  bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
  return tokens >= 1;
}
