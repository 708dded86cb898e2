/**
 * Sizes a message's plaintext is padded to online, in bytes of PrivateMessageContent (RFC 9420 section 6.3.1): powers of
 * two from 256 to 4096, then multiples of 4096. Over SMS every byte costs money, and there is no padding.
 */
const SMALLEST = 256;
const STEP = 4096;

export type Padding = "buckets" | "none";

/** The bucket a content of `length` bytes goes into. */
export function bucketFor(length: number): number {
  let bucket = SMALLEST;
  while (bucket < length && bucket < STEP) bucket *= 2;
  return length <= bucket ? bucket : Math.ceil(length / STEP) * STEP;
}
