import { isGsm7, septetsOf } from "./gsm7.ts";
import { type Shift, shiftedAlphabet } from "./shift.ts";
import { type HeaderContent, type ReferenceBits, writeUserDataHeader } from "./udh-write.ts";

/** Octets of user data in one short message (TS 23.040 section 9.2.3.16). */
export const USER_DATA_LENGTH = 140;

/** The alphabets text is sent in. */
export type TextAlphabet = "gsm7" | "latin1" | "ucs2";

/** How a text is coded: its alphabet and, for GSM-7, the national language tables in force. */
export interface TextEncoding {
  readonly alphabet: TextAlphabet;
  /** Only with "gsm7". */
  readonly shift?: Shift;
}

/** What one septet, octet or UTF-16 code unit takes, in bits. */
const bitsPerUnit = { gsm7: 7, latin1: 8, ucs2: 16 } as const;

/** Units (septets, octets, UTF-16 code units) one short message holds beside a user data header. */
function unitsBeside(headerLength: number, alphabet: TextAlphabet): number {
  return Math.floor(((USER_DATA_LENGTH - headerLength) * 8) / bitsPerUnit[alphabet]);
}

/** Units one short message holds: alone, and as a part of a concatenated one. */
export function capacityOf(
  { alphabet, shift }: TextEncoding,
  referenceBits: ReferenceBits,
): { single: number; part: number } {
  const named: HeaderContent = shift ? { shift } : {};
  const concatenation = { reference: 0, total: 1, part: 1 };
  return {
    single: unitsBeside(writeUserDataHeader(named).length, alphabet),
    part: unitsBeside(writeUserDataHeader({ ...named, concatenation, referenceBits }).length, alphabet),
  };
}

/** Units a piece of text takes; a character the alphabet lacks counts as one septet. */
export function unitsIn(text: string, { alphabet, shift }: TextEncoding): number {
  if (alphabet !== "gsm7") return text.length;
  const table = shiftedAlphabet(shift ?? {});
  let units = 0;
  for (const character of text) units += septetsOf(character, table)?.length ?? 1;
  return units;
}

/** Whether the encoding holds every character of the text. */
export function canEncode(text: string, { alphabet, shift }: TextEncoding): boolean {
  if (alphabet === "gsm7") return isGsm7(text, shiftedAlphabet(shift ?? {}));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Latin-1 is every code point up to U+00FF.
  return alphabet === "ucs2" || /^[\u0000-\u00ff]*$/.test(text);
}
