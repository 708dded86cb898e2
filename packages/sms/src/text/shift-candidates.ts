import { capacityOf, type TextEncoding } from "./encoding.ts";
import { septetsOf } from "./gsm7.ts";
import { hasLockingShift, type NationalLanguage } from "./national/languages.ts";
import { type Shift, shiftedAlphabet } from "./shift.ts";
import type { ReferenceBits } from "./udh-write.ts";

/** An encoding that holds a whole text, and the fewest segments it can take. */
export interface Candidate {
  readonly encoding: TextEncoding;
  readonly atLeast: number;
}

/**
 * The shift tables among `languages` that hold every character of the text, most promising first: fewest
 * segments, then one table before two. Each distinct character is looked up once per pair of tables.
 */
export function shiftCandidates(
  text: string,
  languages: readonly NationalLanguage[],
  referenceBits: ReferenceBits,
): Candidate[] {
  const frequency = new Map<string, number>();
  for (const character of text) frequency.set(character, (frequency.get(character) ?? 0) + 1);

  const candidates: (Candidate & { tables: number })[] = [];
  for (const shift of pairs(languages)) {
    const units = septetCount(frequency, shift);
    if (units === undefined) continue;
    const encoding = { alphabet: "gsm7", shift } as const;
    const { single, part } = capacityOf(encoding, referenceBits);
    const atLeast = units <= single ? 1 : Math.ceil(units / part);
    candidates.push({ encoding, atLeast, tables: Object.keys(shift).length });
  }
  return candidates.sort((a, b) => a.atLeast - b.atLeast || a.tables - b.tables);
}

function* pairs(languages: readonly NationalLanguage[]): Generator<Shift> {
  for (const single of languages) yield { single };
  for (const locking of languages.filter(hasLockingShift)) {
    yield { locking };
    // Phones of one country know both tables of its language, so that pair goes before mixed ones.
    yield { locking, single: locking };
    for (const single of languages) if (single !== locking) yield { locking, single };
  }
}

function septetCount(frequency: ReadonlyMap<string, number>, shift: Shift): number | undefined {
  const alphabet = shiftedAlphabet(shift);
  let units = 0;
  for (const [character, times] of frequency) {
    const septets = septetsOf(character, alphabet);
    if (!septets) return undefined;
    units += septets.length * times;
  }
  return units;
}
