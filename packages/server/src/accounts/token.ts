import { createHash, timingSafeEqual } from "node:crypto";
import { randomBytes, toBase64Url } from "@culver/protocol";

const TOKEN_BYTES = 32;

/** A new device token: the 43 base64url characters of 32 random bytes. */
export function generateToken(): string {
  return toBase64Url(randomBytes(TOKEN_BYTES));
}

/** What is stored of a token. SHA-256 suffices for 256 random bits: there is nothing to guess. */
export function hashToken(token: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(token, "utf8").digest());
}

/** Whether the token has that hash, in a time that does not depend on where they differ. */
export function tokenMatches(token: string, hash: Uint8Array): boolean {
  return hash.length === 32 && timingSafeEqual(hashToken(token), hash);
}
