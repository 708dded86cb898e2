import { readFileSync } from "node:fs";
import { isKnownCountry } from "@culver/server";
import { parseRuleTexts, type QuietSpan, RuleTextsError } from "@culver/sms";
import { z } from "zod";
import { commaSeparated } from "./schemas.ts";

/** Countries by their ISO 3166 codes: `DE,AT,CH`; none for all of them. */
export const countries: z.ZodType<readonly string[], string> = z
  .string()
  .transform((text) => commaSeparated(text.toUpperCase()))
  .refine((codes) => codes.every(isKnownCountry), {
    error: "must be codes of countries such as DE, separated by commas",
  });

const SPAN = /^(?:([A-Z]{2})=)?([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** Spans by country, "*" for every other: `21:00-08:00,FR=20:00-10:00`. None: no quiet hours. */
export const quietHours: z.ZodType<Readonly<Record<string, QuietSpan>>, string> = z
  .string()
  .transform(commaSeparated)
  .transform((items, context) => {
    const spans: Record<string, QuietSpan> = {};
    for (const item of items) {
      const [, country = "*", ...clock] = SPAN.exec(item) ?? [];
      const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
      if (clock.length === 0 || country in spans || (country !== "*" && !isKnownCountry(country))) {
        context.addIssue({ code: "custom", message: "must be hours such as 21:00-08:00 or FR=20:00-10:00" });
        return z.NEVER;
      }
      spans[country] = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
    }
    return spans;
  });

/** Path of a JSON file with answers to keywords; read when the configuration is. */
export const ruleTexts: z.ZodType<ReturnType<typeof parseRuleTexts>, string> = z
  .string()
  .transform((path, context) => {
    if (path === "") return {};
    try {
      return parseRuleTexts(readFileSync(path, "utf8"));
    } catch (error) {
      const why = error instanceof RuleTextsError ? error.message : "it cannot be read";
      context.addIssue({ code: "custom", message: `is no file with answers to keywords: ${why}` });
      return z.NEVER;
    }
  });
