/** The numbers Ofcom keeps for drama: no real phone ever has one. */
const FIRST = 447_700_900_000;
const SIZE = 1000;

/** Numbers of the range, for messages. */
export const RANGE_WORDS = "+44 7700 900000 to +44 7700 900999";

/** What was given is no phone number at all. */
export class NumberError extends Error {
  override readonly name = "NumberError";
}

/**
 * E.164 of a number written with or without plus, with spaces, or the British way (07700 900123).
 * @throws NumberError when it is no number.
 */
export function parseNumber(text: string): string {
  const digits = text.replace(/[\s().-]/g, "").replace(/^0(?=7)/, "44");
  const match = /^\+?([1-9]\d{6,14})$/.exec(digits);
  if (!match) throw new NumberError("not a phone number");
  return `+${match[1]}`;
}

/** Whether an E.164 number is one of the sandbox's. */
export function isHandsetNumber(number: string): boolean {
  const offset = Number(number.slice(1)) - FIRST;
  return number.startsWith("+") && number.length === 13 && offset >= 0 && offset < SIZE;
}

/** +44 7700 900123; other numbers and names unchanged. */
export function formatNumber(number: string): string {
  return number.replace(/^\+44(7\d{3})(\d{6})$/, "+44 $1 $2");
}

/** The lowest number of the range that `taken` lacks, starting at +447700900001; undefined when all are taken. */
export function nextFreeNumber(taken: ReadonlySet<string>): string | undefined {
  for (let offset = 1; offset <= SIZE; offset++) {
    const number = `+${FIRST + (offset % SIZE)}`;
    if (!taken.has(number)) return number;
  }
  return undefined;
}
