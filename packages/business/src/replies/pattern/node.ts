/**
 * A pattern taken apart. The language is what of JavaScript's regular expressions (flags i and u) can be matched in one
 * pass: literals, `.`, classes `[a-z]` `\d` `\w` `\s` `\p{L}`, `^` `$` `\b` `\B`, groups, `|`, and `?` `*` `+` `{m}`
 * `{m,}` `{m,n}`, lazy or not. There is no look-around and there are no back-references. `\b` knows the letters of every
 * script.
 */
export type PatternNode =
  /** One code point; `atom` is its place in the list of atoms. */
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "assertion"; readonly what: Assertion }
  | { readonly kind: "sequence" | "choice"; readonly items: readonly PatternNode[] }
  /** `most` may be Infinity. */
  | { readonly kind: "repeat"; readonly item: PatternNode; readonly least: number; readonly most: number };

export type Assertion = "start" | "end" | "boundary" | "no-boundary";

/** A pattern that cannot be taken. */
export class PatternError extends Error {
  override readonly name = "PatternError";
  /** Characters before the place, from 0. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
