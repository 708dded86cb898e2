const NUMBER = /^\+[1-9]\d{6,14}$/;
/** Numbers that one list may come to. */
const MAX_NUMBERS = 100_000;

/** A list of numbers that cannot be used. The message completes "CULVER_SMS_POOL …". */
export class PoolError extends Error {
  override readonly name = "PoolError";
}

/**
 * E.164 numbers separated by commas; `+447700900900-+447700900919` is a range, both ends included.
 * @throws PoolError
 */
export function parsePool(text: string): readonly string[] {
  const numbers = new Set<string>();
  for (const part of text.split(",").map((item) => item.trim())) {
    if (part === "") continue;
    const [first = "", last = first, ...rest] = part.split("-").map((end) => end.trim());
    if (rest.length > 0 || !NUMBER.test(first) || !NUMBER.test(last)) {
      throw new PoolError("must be numbers such as +447700900900, or ranges of them, separated by commas");
    }
    if (last.length !== first.length || last < first)
      throw new PoolError("has a range that ends before it begins");
    const [from, to] = [BigInt(first.slice(1)), BigInt(last.slice(1))];
    if (to - from >= BigInt(MAX_NUMBERS - numbers.size)) {
      throw new PoolError(`has more than ${MAX_NUMBERS} numbers`);
    }
    for (let number = from; number <= to; number++) numbers.add(`+${number}`);
  }
  return [...numbers];
}
