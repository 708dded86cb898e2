import { bengali } from "./bengali.ts";
import { gujarati } from "./gujarati.ts";
import { hindi } from "./hindi.ts";
import { kannada } from "./kannada.ts";
import { malayalam } from "./malayalam.ts";
import { oriya } from "./oriya.ts";
import { portuguese } from "./portuguese.ts";
import { punjabi } from "./punjabi.ts";
import { spanish } from "./spanish.ts";
import type { NationalTables } from "./tables.ts";
import { tamil } from "./tamil.ts";
import { telugu } from "./telugu.ts";
import { turkish } from "./turkish.ts";
import { urdu } from "./urdu.ts";

const tables = {
  turkish,
  spanish,
  portuguese,
  bengali,
  gujarati,
  hindi,
  kannada,
  malayalam,
  oriya,
  punjabi,
  tamil,
  telugu,
  urdu,
} as const;

/** A language with national language tables (TS 23.038 section 6.2.1.2.4). */
export type NationalLanguage = keyof typeof tables;

/** Every language of TS 23.038 Annex A, in the order of their identifiers. */
export const nationalLanguages = Object.freeze(Object.keys(tables)) as readonly NationalLanguage[];

/** The tables of one language. */
export function tablesOf(language: NationalLanguage): NationalTables {
  return tables[language];
}

/** The language of an identifier in a user data header, or undefined for a reserved one. */
export function languageOf(identifier: number): NationalLanguage | undefined {
  return nationalLanguages.find((language) => tables[language].identifier === identifier);
}

/** Whether the language has a locking shift table: all but Spanish do (TS 23.038 section A.3.2). */
export function hasLockingShift(language: NationalLanguage): boolean {
  return tablesOf(language).locking !== undefined;
}
