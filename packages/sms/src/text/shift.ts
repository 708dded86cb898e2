import { defaultAlphabet, ESCAPE, type Gsm7Alphabet } from "./gsm7-alphabet.ts";
import { type NationalLanguage, tablesOf } from "./national/languages.ts";
import { readCells } from "./national/notation.ts";

/**
 * The national language tables one short message uses, named in its user data header. `locking` replaces the
 * default alphabet, `single` its extension table; each without the other leaves the other as it is.
 */
export interface Shift {
  /** A language with no locking shift table (Spanish) leaves the default alphabet. */
  readonly locking?: NationalLanguage;
  readonly single?: NationalLanguage;
}

const alphabets = new Map<string, Gsm7Alphabet>();

/** The alphabet in force under `shift` (TS 23.038 section 6.2.1.2). */
export function shiftedAlphabet({ locking, single }: Shift): Gsm7Alphabet {
  if (!locking && !single) return defaultAlphabet;
  const name = `${locking ?? "default"}/${single ?? "default"}`;
  const known = alphabets.get(name);
  if (known) return known;
  const alphabet: Gsm7Alphabet = {
    name,
    characters: locking ? lockingTable(locking) : defaultAlphabet.characters,
    extension: single ? singleTable(single) : defaultAlphabet.extension,
  };
  alphabets.set(name, alphabet);
  return alphabet;
}

function lockingTable(language: NationalLanguage): readonly string[] {
  const { locking } = tablesOf(language);
  return locking === undefined ? defaultAlphabet.characters : Object.freeze(readCells(locking));
}

function singleTable(language: NationalLanguage): ReadonlyMap<number, string> {
  const table = new Map<number, string>();
  for (const [start, cells] of Object.entries(tablesOf(language).single)) {
    let septet = Number(start);
    for (const character of readCells(cells)) table.set(septet++, character);
  }
  // ESC ESC is reserved for a further extension table in every table (TS 23.038 section 6.2.1.1).
  table.delete(ESCAPE);
  return table;
}
