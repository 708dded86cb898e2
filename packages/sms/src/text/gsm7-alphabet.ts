/**
 * A 7-bit alphabet of GSM 03.38 (3GPP TS 23.038 section 6.2.1): 128 characters for single septets and a
 * table of characters that travel as ESC plus a septet. National language tables (Annex A) are further
 * values of this type: a locking shift table replaces `characters`, a single shift table `extension`.
 */
export interface Gsm7Alphabet {
  readonly name: string;
  /** Index is the septet. Position 0x1B is ESC, never a character; a vacant position is an empty string. */
  readonly characters: readonly string[];
  /** Septet after ESC, to the character it stands for. */
  readonly extension: ReadonlyMap<number, string>;
}

export const ESCAPE = 0x1b;

const characters = [
  "@£$¥èéùìòÇ\nØø\rÅå",
  "Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ",
  " !\"#¤%&'()*+,-./",
  "0123456789:;<=>?",
  "¡ABCDEFGHIJKLMNO",
  "PQRSTUVWXYZÄÖÑÜ§",
  "¿abcdefghijklmno",
  "pqrstuvwxyzäöñüà",
].join("");

/** The default alphabet and its extension table (TS 23.038 sections 6.2.1 and 6.2.1.1). */
export const defaultAlphabet: Gsm7Alphabet = {
  name: "default",
  characters: Object.freeze([...characters]),
  extension: new Map([
    [0x0a, "\f"],
    [0x14, "^"],
    [0x28, "{"],
    [0x29, "}"],
    [0x2f, "\\"],
    [0x3c, "["],
    [0x3d, "~"],
    [0x3e, "]"],
    [0x40, "|"],
    [0x65, "€"],
  ]),
};
