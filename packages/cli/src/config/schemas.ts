import { z } from "zod";

/** Schemas from text. Their messages complete a sentence that begins with the setting's name. */

const given = z.string();

/** Nothing given is undefined, anything else goes through `schema`. */
export const optional = <Value>(schema: z.ZodType<Value, string>): z.ZodType<Value | undefined, string> =>
  z.union([z.literal("").transform(() => undefined), schema]);

/** A whole number in decimal digits, with limits. */
export const wholeNumber = (minimum: number, maximum: number): z.ZodType<number, string> =>
  given
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum, {
      error: `must be a whole number from ${minimum} to ${maximum}`,
    })
    .transform(Number);

const SWITCH: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  "1": true,
  off: false,
  false: false,
  no: false,
  "0": false,
};

/** `on` or `off`, and the usual other words for them. */
export const onOff: z.ZodType<boolean, string> = given
  .refine((text) => text.toLowerCase() in SWITCH, { error: "must be on or off" })
  .transform((text) => SWITCH[text.toLowerCase()] === true);

/** One word of a list. */
export const oneOf = <const Word extends string>(words: readonly Word[]): z.ZodType<Word, string> =>
  given
    .refine((text) => (words as readonly string[]).includes(text), {
      error: `must be one of ${words.join(", ")}`,
    })
    .transform((text) => text as Word);

/** Words of a list, separated by commas, at least one, each once. */
export const someOf = <const Word extends string>(
  words: readonly Word[],
): z.ZodType<readonly Word[], string> =>
  given
    .transform(commaSeparated)
    .refine(
      (items) => items.length > 0 && items.every((item) => (words as readonly string[]).includes(item)),
      {
        error: `must be one or more of ${words.join(", ")}, separated by commas`,
      },
    )
    .transform((items) => [...new Set(items as Word[])]);

/** The items of a comma-separated list, trimmed; none for an empty text. */
export function commaSeparated(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Text that is not empty. */
export const text = (words: string): z.ZodType<string, string> => given.min(1, { error: `must be ${words}` });
