import { type Alphabet, alphabetOf, DataCoding } from "./data-coding.ts";
import type { TextAlphabet } from "./encoding.ts";
import { decodeGsm7, encodeGsm7 } from "./gsm7.ts";
import { decodeLatin1, encodeLatin1 } from "./latin1.ts";
import { type Shift, shiftedAlphabet } from "./shift.ts";
import { decodeUcs2, encodeUcs2 } from "./ucs2.ts";

/**
 * The octets of `text` as SMPP's short_message carries them after the user data header.
 * @param shift national language tables; only GSM-7 has them.
 * @throws UnencodableTextError when the alphabet lacks a character.
 */
export function encodeText(text: string, alphabet: TextAlphabet, shift: Shift = {}): Uint8Array {
  if (alphabet === "gsm7") return encodeGsm7(text, shiftedAlphabet(shift));
  return alphabet === "ucs2" ? encodeUcs2(text) : encodeLatin1(text);
}

/**
 * The text of a short message or of one part of it, its user data header taken off; 8-bit data is shown as
 * Latin-1. Never fails.
 * @param shift national language tables, as the part's own header names them.
 */
export function decodeText(octets: Uint8Array, dataCoding: number, shift: Shift = {}): string {
  const alphabet: Alphabet = alphabetOf(dataCoding);
  if (alphabet === "gsm7") return decodeGsm7(octets, shiftedAlphabet(shift));
  return alphabet === "ucs2" ? decodeUcs2(octets) : decodeLatin1(octets);
}

/** The data_coding value that says how `encodeText` encoded. */
export function dataCodingOf(alphabet: Alphabet): number {
  return DataCoding[alphabet];
}
