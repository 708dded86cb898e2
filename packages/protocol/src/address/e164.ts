/** A telephone number's shape: `+` and 7 to 15 digits, the first not 0. Whether it exists is another's question. */
export type E164 = `+${string}`;

export class InvalidE164Error extends Error {
  override readonly name = "InvalidE164Error";
}

const SHAPE = /^\+[1-9][0-9]{6,14}$/;

export function isValidE164(text: string): text is E164 {
  return SHAPE.test(text);
}

/** Throws InvalidE164Error unless the text has the shape of a number. The message never repeats the text. */
export function ensureValidE164(text: string): asserts text is E164 {
  if (!isValidE164(text)) throw new InvalidE164Error("a number is + and 7 to 15 digits");
}

/** Strips spaces, dots, hyphens, slashes and brackets. Throws InvalidE164Error when the result is no number. */
export function normaliseE164(text: string): E164 {
  const stripped = text.replace(/[\s.\-/()\u00a0]/g, "");
  ensureValidE164(stripped);
  return stripped;
}
