/** No keyword is longer; what is longer is not looked at. UTF-16 units. */
const MAX_LENGTH = 40;

/** Format characters (bidi marks, joiners) and the Arabic tatweel: seen, or not even seen, but not written on purpose. */
const INVISIBLE = /[\p{Cf}\u0640]/gu;

/**
 * Marks that people leave out: Latin accents, Arabic vowel and hamza marks, the nukta of Devanagari. Its vowel signs
 * stay: they are letters.
 */
const MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u093c]/gu;

const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;

/** Letters of one sound that keyboards and habits interchange: ى and ي, ة and ه, ß and ss, ँ and ं. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/\u0649/g, "\u064a"],
  [/\u0629/g, "\u0647"],
  [/ß/g, "ss"],
  [/\u0901/g, "\u0902"],
];

/**
 * A text as keywords are compared: case, diacritics, surrounding punctuation and repeated spaces are gone.
 * "" for what is too long for a keyword.
 */
export function fold(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return "";
  let folded = trimmed.normalize("NFKD").replace(INVISIBLE, "").toLowerCase().replace(MARKS, "");
  for (const [letter, other] of ALIKE) folded = folded.replace(letter, other);
  return folded.replace(AROUND, "").replace(/[\s-]+/g, " ");
}
