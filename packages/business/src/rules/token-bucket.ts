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

/** What sums of fractions may lack of one. */
const ALMOST = 1 - 1e-9;

/** Takes one when it is there. */
export function take(bucket: Bucket, now: number, size: number, perMs: number): boolean {
  const tokens = level(bucket, now, size, perMs);
  bucket.at = now;
  const isThere = tokens >= ALMOST;
  bucket.tokens = isThere ? tokens - 1 : tokens;
  return isThere;
}
