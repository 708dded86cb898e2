/**
 * Typographic characters that GSM-7 lacks, beside the plain ones a typewriter would use. Only characters
 * whose replacement reads the same: no letter loses its accent, no word its meaning.
 */
const replacements: Readonly<Record<string, string>> = {
  // Quotation marks and primes
  "'": "‘’‚‛′‵ʹʻʼʽˈ`´‹›",
  '"': "“”„‟″‶ʺ«»〝〞＂",
  // Hyphens, dashes and the minus sign; the soft hyphen is invisible and listed below
  "-": "‐‑‒–—―−⁃﹘﹣－",
  // Spaces of every width
  " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
  // Line and paragraph separators
  "\n": "\u2028\u2029\u0085\v",
  // Zero-width and invisible characters, direction marks, the byte order mark
  "": "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff",
  "...": "…",
  "..": "‥",
  ".": "․",
  "*": "•·∙‣⁎∗●",
  "/": "⁄∕",
  "|": "¦∣",
  "~": "˜∼〜～",
  "^": "ˆ",
  "!!": "‼",
  "?!": "⁈",
  "!?": "⁉",
  "??": "⁇",
  "<=": "≤",
  ">=": "≥",
  "!=": "≠",
  "->": "→",
  "<-": "←",
  x: "×",
  "(c)": "©",
  "(R)": "®",
  "(TM)": "™",
  No: "№",
  fi: "ﬁ",
  fl: "ﬂ",
  ff: "ﬀ",
  ffi: "ﬃ",
  ffl: "ﬄ",
};

/** Typographic character to what stands for it in GSM-7. */
export const typography: ReadonlyMap<string, string> = new Map(
  Object.entries(replacements).flatMap(([plain, characters]) =>
    [...characters].map((character): [string, string] => [character, plain]),
  ),
);
