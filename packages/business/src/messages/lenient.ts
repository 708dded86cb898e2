import { z } from "zod";
import { broken } from "./issues.ts";
import { readFlag, unpackJson } from "./spellings.ts";

// What the real API takes although its documentation says less (section 3: numbers or strings, any case).

/** Whether a text has at most so many code points. */
export function isWithin(text: string, limit: number): boolean {
  return text.length <= limit || (text.length <= 2 * limit && [...text].length <= limit);
}

const spelled = (value: unknown): unknown =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : value;

/** A text of at most `limit` code points; numbers and booleans are taken as they are written. */
export const words = (limit: number, tooLong: 100 | 131009 = 131009) =>
  z.preprocess(
    spelled,
    z
      .string()
      .refine((text) => isWithin(text, limit), broken(tooLong, `must be at most ${limit} characters long`)),
  );

/** A text that says something; an empty one is a missing one. */
export const someWords = (limit: number, tooLong: 100 | 131009 = 131009) =>
  words(limit, tooLong).refine((text) => text.trim() !== "", broken(131008, "must not be empty"));

/** A number from `least` to `most`, perhaps written as a string. */
export const number = (least: number, most: number) =>
  z.preprocess(
    (value) =>
      typeof value === "string" && /^\s*[+-]?[0-9]*\.?[0-9]+\s*$/.test(value) ? Number(value) : value,
    z
      .number()
      .refine((held) => held >= least && held <= most, broken(131009, `must be from ${least} to ${most}`)),
  );

/** true or false, perhaps written as a string or as 1 and 0. */
export const flag = () => z.preprocess(readFlag, z.boolean());

/** One of a few words, in any case. */
export const keyword = <const T extends string>(values: readonly [T, ...T[]]) =>
  z.preprocess((value) => (typeof value === "string" ? value.trim().toLowerCase() : value), z.enum(values));

/** What is an object or a list may also come as JSON text, as in a form. */
export const unpacked = <T extends z.ZodType>(schema: T) => z.preprocess(unpackJson, schema);

/** A link of http or https. */
export const link = (limit: number) =>
  someWords(limit).refine(
    (text) => {
      const protocol = URL.parse(text.trim())?.protocol;
      return protocol === "https:" || protocol === "http:";
    },
    broken(131009, "must be a URL of http or https"),
  );
