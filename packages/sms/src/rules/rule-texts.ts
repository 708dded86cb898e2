import { z } from "zod";
import { keywordOf } from "./keyword.ts";
import type { RuleLanguage } from "./language.ts";
import { DEFAULT_TEXTS, type RuleTexts } from "./replies.ts";

/** Three segments, about. */
const MAX_LENGTH = 450;

const text = z
  .string()
  .trim()
  .min(1)
  .max(MAX_LENGTH)
  .refine((value) => keywordOf(value) === undefined, { error: "must not be a keyword itself" });
const texts = z.strictObject({ stopped: text.optional(), resumed: text.optional(), help: text.optional() });
const languages = Object.keys(DEFAULT_TEXTS) as RuleLanguage[];
const table = z.strictObject(Object.fromEntries(languages.map((language) => [language, texts.optional()])));

/** Texts of an operator's that cannot be used; the message says where and why. */
export class RuleTextsError extends Error {
  override readonly name = "RuleTextsError";
}

/**
 * Answers to keywords in place of ours, as JSON: `{"de": {"stopped": "{operator}: Sie hören nichts mehr."}}`. Languages and
 * texts left out stay ours. @throws RuleTextsError
 */
export function parseRuleTexts(json: string): Readonly<Partial<Record<RuleLanguage, Partial<RuleTexts>>>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new RuleTextsError("the texts are no JSON", { cause });
  }
  const result = table.safeParse(value);
  if (result.success) return result.data as Partial<Record<RuleLanguage, Partial<RuleTexts>>>;
  const [issue] = result.error.issues;
  throw new RuleTextsError(`${issue?.path.join(".") || "the texts"}: ${issue?.message ?? "cannot be used"}`);
}
