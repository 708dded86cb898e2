import { toBase32 } from "../base32.ts";
import { randomBytes } from "../random.ts";

/** An account's opaque id: 16 characters of a-z and 2-7, the lower-case base32 of 10 random bytes. */
export type AccountId = string;

export class InvalidAccountIdError extends Error {
  override readonly name = "InvalidAccountIdError";
}

const SHAPE = /^[a-z2-7]{16}$/;

export function isValidAccountId(text: string): boolean {
  return SHAPE.test(text);
}

/** Throws InvalidAccountIdError unless the text is an account id. */
export function ensureValidAccountId(text: string): void {
  if (!isValidAccountId(text))
    throw new InvalidAccountIdError("an account id is 16 characters of a-z and 2-7");
}

/** Lower-cases. Throws InvalidAccountIdError when the result is no account id. */
export function normaliseAccountId(text: string): AccountId {
  const lower = text.toLowerCase();
  ensureValidAccountId(lower);
  return lower;
}

/** A new account id from 80 random bits. */
export function generateAccountId(): AccountId {
  return toBase32(randomBytes(10));
}
