import { z } from "zod";
import { broken } from "../messages/issues.ts";
import { flag, number, someWords, unpacked, words } from "../messages/lenient.ts";
import { authenticationWords } from "./authentication-words.ts";
import type { ComponentExample, DefinedComponent, TemplateButton } from "./definition.ts";
import type { TemplateLimits } from "./limits.ts";

/** One of a few upper-case words, in any case. */
const upperKeyword = <const T extends string>(values: readonly [T, ...T[]]) =>
  z.preprocess((value) => (typeof value === "string" ? value.trim().toUpperCase() : value), z.enum(values));

/** Examples are not sent to anyone: they only need to be of a size to keep. */
const EXAMPLE = 2048;

const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(100),
  );

const named = listOf(z.object({ param_name: someWords(128), example: words(EXAMPLE) }));

const exampleSchema: z.ZodType<ComponentExample> = unpacked(
  z.object({
    header_text: listOf(words(EXAMPLE)).optional(),
    header_text_named_params: named.optional(),
    header_handle: listOf(words(EXAMPLE)).optional(),
    // A list of lists; a single list is one set of examples.
    body_text: z
      .preprocess(
        (value) => (Array.isArray(value) && value.every((item) => !Array.isArray(item)) ? [value] : value),
        z.array(z.array(words(EXAMPLE)).max(100)).max(100),
      )
      .optional(),
    body_text_named_params: named.optional(),
  }),
);

function buttonSchema(language: string, limits: TemplateLimits): z.ZodType<TemplateButton> {
  const text = someWords(limits.buttonText);
  const { copy } = authenticationWords(language);
  const types = {
    QUICK_REPLY: z.object({ type: z.literal("QUICK_REPLY"), text }),
    URL: z.object({
      type: z.literal("URL"),
      text,
      url: someWords(limits.url),
      example: listOf(words(EXAMPLE)).optional(),
    }),
    PHONE_NUMBER: z.object({ type: z.literal("PHONE_NUMBER"), text, phone_number: someWords(20) }),
    COPY_CODE: z.object({
      type: z.literal("COPY_CODE"),
      text: text.default(copy),
      example: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), someWords(limits.copyCode)),
    }),
    OTP: z.object({
      type: z.literal("OTP"),
      text: text.default(copy),
      otp_type: upperKeyword(["COPY_CODE", "ONE_TAP", "ZERO_TAP"]),
    }),
  };
  return z.preprocess(
    upperType,
    z.discriminatedUnion("type", [
      types.QUICK_REPLY,
      types.URL,
      types.PHONE_NUMBER,
      types.COPY_CODE,
      types.OTP,
    ]),
  );
}

/** `components` of a template of this language (section 4). */
export function componentsSchema(
  language: string,
  limits: TemplateLimits,
): z.ZodType<readonly DefinedComponent[]> {
  const made = authenticationWords(language);
  const example = exampleSchema.optional();
  const header = z
    .object({
      type: z.literal("HEADER"),
      format: upperKeyword(["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"]),
      text: someWords(limits.headerText).optional(),
      example,
    })
    .transform(({ type, format, text, example }, context): DefinedComponent => {
      if (format !== "TEXT") return { type, format, example };
      if (text !== undefined) return { type, format, text, example };
      context.addIssue({ code: "custom", path: ["text"], ...broken(100, "is required") });
      return z.NEVER;
    });
  const body = z
    .object({
      type: z.literal("BODY"),
      text: someWords(limits.bodyText).optional(),
      example,
      add_security_recommendation: flag().optional(),
    })
    .transform(({ type, text, example, add_security_recommendation: isSecured }): DefinedComponent => {
      if (text !== undefined) return { type, text, example };
      const security = isSecured ? ` ${made.security}` : "";
      return { type, text: made.body + security, add_security_recommendation: isSecured ?? false };
    });
  const footer = z
    .object({
      type: z.literal("FOOTER"),
      text: someWords(limits.footerText).optional(),
      code_expiration_minutes: number(1, 90).optional(),
    })
    .transform(({ type, text, code_expiration_minutes: minutes }, context): DefinedComponent => {
      if (text !== undefined) return { type, text };
      if (minutes !== undefined)
        return { type, text: made.expiry(minutes), code_expiration_minutes: minutes };
      context.addIssue({ code: "custom", path: ["text"], ...broken(100, "is required") });
      return z.NEVER;
    });
  const buttons = z.object({
    type: z.literal("BUTTONS"),
    buttons: z.array(buttonSchema(language, limits)).min(1).max(limits.buttons),
  });
  const component = z.preprocess(upperType, z.discriminatedUnion("type", [header, body, footer, buttons]));
  return unpacked(z.array(component).max(16));
}

function upperType(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("type" in value)) return value;
  return typeof value.type === "string" ? { ...value, type: value.type.trim().toUpperCase() } : value;
}

/** What POST /{waba-id}/message_templates has beside `components` (section 4). */
export const templateFrame = (limits: TemplateLimits) =>
  z.object({
    name: someWords(limits.name).refine(
      (name) => /^[a-z0-9_]+$/.test(name),
      broken(100, "must have lower-case letters, digits and _ only"),
    ),
    language: z
      .preprocess((value) => (typeof value === "string" ? value.trim().replace("-", "_") : value), z.string())
      .refine(
        (code) => /^[a-z]{2,3}(_[A-Z]{2,4})?$/.test(code),
        broken(100, "must be a language such as en_US"),
      ),
    category: upperKeyword(["MARKETING", "UTILITY", "AUTHENTICATION"]),
    parameter_format: upperKeyword(["POSITIONAL", "NAMED"]).optional(),
  });
