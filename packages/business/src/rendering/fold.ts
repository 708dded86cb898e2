/** Letters that Unicode does not take apart, as people type them without the key. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ё: "е",
};

/** Accents of Latin, Greek and Cyrillic, Arabic and Hebrew vowel points, joiners, variation selectors, keycaps. */
const MARKS =
  /[\u0300-\u036f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|\u0640|[\u200b-\u200f]|\ufe0f|\u20e3/g;

/** A text without case, accents, punctuation and pictures; digits of every script as 0–9; one space between words. */
export function fold(text: string): string {
  const letters = text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(/[ßæœøłđðþıё]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/\p{Nd}/gu, digitValue);
  return letters
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** A decimal digit's value: the digits of a script stand together, and its zero is where the digits begin. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 0x80) return digit;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
