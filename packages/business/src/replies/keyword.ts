import { fold } from "../rendering/fold.ts";

/** A text, as words are looked for in it. */
export interface FoldedText {
  /** Without case, accents and punctuation; empty for pictures alone. */
  readonly folded: string;
  readonly raw: string;
}

/** Scripts that write no spaces between words. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;

export function foldText(text: string): FoldedText {
  return { folded: fold(text), raw: text.normalize("NFC").replaceAll("\ufe0f", "").trim() };
}

export function equalsWord(text: FoldedText, word: FoldedText): boolean {
  return word.folded === "" ? text.raw === word.raw : text.folded === word.folded;
}

/** Whether words stand in a text, whole and in this order: "hi" is not in "this". */
export function containsWord(text: FoldedText, word: FoldedText): boolean {
  if (word.folded === "") return text.raw.includes(word.raw);
  if (UNSPACED.test(word.folded)) return text.folded.includes(word.folded);
  return ` ${text.folded} `.includes(` ${word.folded} `);
}
