import { createHmac, timingSafeEqual } from "node:crypto";

export const CODE_LENGTH = 6;
const CODES = 10 ** CODE_LENGTH;
/** The largest multiple of 10^6 that 32 bits hold: draws at or above it are discarded, so no code is likelier. */
const UNBIASED = Math.floor(2 ** 32 / CODES) * CODES;

/** A code of 6 digits, every one equally likely. `draw`: 32 random bits, the platform's generator when left out. */
export function generateCode(draw: () => number = randomUint32): string {
  let value = draw();
  while (value >= UNBIASED) value = draw();
  return String(value % CODES).padStart(CODE_LENGTH, "0");
}

/** What is stored of a code: HMAC-SHA-256 under the server's secret, bound to its registration. */
export function hashCode(secret: Uint8Array, registration: string, code: string): Uint8Array {
  return new Uint8Array(createHmac("sha256", secret).update(`${registration}\0${code}`, "utf8").digest());
}

export function codeMatches(
  secret: Uint8Array,
  registration: string,
  code: string,
  hash: Uint8Array,
): boolean {
  const expected = hashCode(secret, registration, code);
  return expected.length === hash.length && timingSafeEqual(expected, hash);
}

function randomUint32(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? UNBIASED;
}
