import { randomBytes } from "node:crypto";

/** A text with 24 random letters in it, which therefore occur nowhere else, and these letters. */
export function marked(words: string): { readonly text: string; readonly mark: string } {
  const mark = [...randomBytes(24)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
  return { text: `${words} ${mark}`, mark };
}
