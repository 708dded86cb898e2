import { isGsm7 } from "./gsm7.ts";
import { graphemesOf } from "./pieces.ts";
import { typography } from "./typography-table.ts";

/** One kind of replacement made in a text. */
export interface Replacement {
  /** As written; for a letter with a combining accent, the whole cluster. */
  readonly from: string;
  /** GSM-7 characters; empty for an invisible character left out. */
  readonly to: string;
  readonly times: number;
}

/**
 * Replaces quotes, dashes, spaces, ellipses, invisible characters and the like by plain GSM-7 characters, and
 * puts accented letters in composed form where GSM-7 has it. Characters it has no equal for stay.
 * @returns the text, and what was replaced, in order of first appearance.
 */
export function replaceTypography(text: string): { text: string; replaced: Replacement[] } {
  const counts = new Map<string, { to: string; times: number }>();
  const note = (from: string, to: string): string => {
    const known = counts.get(from);
    if (known) known.times++;
    else counts.set(from, { to, times: 1 });
    return to;
  };
  let result = "";
  for (const cluster of graphemesOf(text)) {
    const composed = cluster.normalize("NFC");
    const plain = isGsm7(cluster) ? cluster : [...composed].map(plainOf).join("");
    // A joiner inside an emoji or a conjunct is part of the character, so clusters change whole or not at all.
    if (plain === cluster || !isGsm7(plain)) result += cluster;
    else if (composed !== cluster && composed === plain) result += note(cluster, plain);
    else
      for (const character of composed)
        result += isGsm7(character) ? character : note(character, plainOf(character));
  }
  return { text: result, replaced: [...counts].map(([from, { to, times }]) => ({ from, to, times })) };
}

const plainOf = (character: string): string => typography.get(character) ?? character;
