import { toBase64Url } from "../base64.ts";
import { randomBytes } from "../random.ts";

/** A stanza's id as its sender chose it: 1 to 64 visible ASCII characters. */
export type StanzaId = string;

export class InvalidStanzaIdError extends Error {
  override readonly name = "InvalidStanzaIdError";
}

const SHAPE = /^[\x21-\x7e]{1,64}$/;

export function isValidStanzaId(text: string): boolean {
  return SHAPE.test(text);
}

/** Throws InvalidStanzaIdError unless the text is a stanza id. */
export function ensureValidStanzaId(text: string): void {
  if (!isValidStanzaId(text)) throw new InvalidStanzaIdError("an id is 1 to 64 visible ASCII characters");
}

/** Trims white space. Throws InvalidStanzaIdError when the result is no stanza id. */
export function normaliseStanzaId(text: string): StanzaId {
  const trimmed = text.trim();
  ensureValidStanzaId(trimmed);
  return trimmed;
}

/** A new id: the 22 base64url characters of 16 random bytes, which culver.v1 packs into 16 bytes again. */
export function generateStanzaId(): StanzaId {
  return toBase64Url(randomBytes(16));
}
