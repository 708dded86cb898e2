import { UnencodableTextError } from "./errors.ts";
import { defaultAlphabet, ESCAPE, type Gsm7Alphabet } from "./gsm7-alphabet.ts";

/** Character to septets, computed once per alphabet. */
const encodings = new WeakMap<Gsm7Alphabet, ReadonlyMap<string, readonly number[]>>();

function encodingOf(alphabet: Gsm7Alphabet): ReadonlyMap<string, readonly number[]> {
  const known = encodings.get(alphabet);
  if (known) return known;
  const table = new Map<string, readonly number[]>();
  // Some tables hold a sign twice: the lowest septet is the one sent, and a single septet before a pair.
  alphabet.characters.forEach((character, septet) => {
    if (septet !== ESCAPE && character !== "" && !table.has(character)) table.set(character, [septet]);
  });
  for (const [septet, character] of alphabet.extension) {
    if (!table.has(character)) table.set(character, [ESCAPE, septet]);
  }
  encodings.set(alphabet, table);
  return table;
}

/** The septets of one character, or undefined when the alphabet lacks it. */
export function septetsOf(character: string, alphabet = defaultAlphabet): readonly number[] | undefined {
  return encodingOf(alphabet).get(character);
}

/** Whether every character of `text` is in the alphabet or its extension. */
export function isGsm7(text: string, alphabet = defaultAlphabet): boolean {
  const table = encodingOf(alphabet);
  for (const character of text) if (!table.has(character)) return false;
  return true;
}

/**
 * Encodes to unpacked GSM-7, one septet per octet, as SMPP carries it: the carrier packs.
 * @throws UnencodableTextError when a character is in neither table.
 */
export function encodeGsm7(text: string, alphabet = defaultAlphabet): Uint8Array {
  const table = encodingOf(alphabet);
  const octets: number[] = [];
  for (const character of text) {
    const septets = table.get(character);
    if (!septets) throw new UnencodableTextError("GSM-7");
    octets.push(...septets);
  }
  return Uint8Array.from(octets);
}

/**
 * Decodes unpacked GSM-7. Never fails: an unknown escape shows the character of the main table
 * (TS 23.038 section 6.2.1.1), a lone final ESC and a vacant position a space, an octet above 0x7F U+FFFD.
 */
export function decodeGsm7(octets: Uint8Array, alphabet = defaultAlphabet): string {
  let text = "";
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    if (octet !== ESCAPE) {
      text += mainCharacter(octet, alphabet);
      continue;
    }
    const next = octets[++at];
    if (next === undefined || next === ESCAPE) text += " ";
    else text += alphabet.extension.get(next) ?? mainCharacter(next, alphabet);
  }
  return text;
}

function mainCharacter(octet: number, alphabet: Gsm7Alphabet): string {
  const character = alphabet.characters[octet];
  return character === "" ? " " : (character ?? "\ufffd");
}
