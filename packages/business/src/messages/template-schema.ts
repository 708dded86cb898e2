import { z } from "zod";
import type { TemplateComponent, TemplateParameter, TemplateSend } from "./content.ts";
import { broken } from "./issues.ts";
import { keyword, number, someWords, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";
import { locationSchema } from "./location-schema.ts";
import { mediaSchema } from "./media-schema.ts";

/** `template` of section 3. What the template itself allows is checked when it is filled. */
export function templateSchema(limits: MessageLimits): z.ZodType<TemplateSend> {
  const language = z.preprocess(
    // A bare code is taken for the object.
    (value) => (typeof value === "string" && !value.trimStart().startsWith("{") ? { code: value } : value),
    unpacked(z.object({ code: someWords(32) })).transform(({ code }) => code.trim().replace("-", "_")),
  );
  return unpacked(
    z.object({
      name: someWords(limits.templateName),
      language,
      components: unpacked(z.array(componentSchema(limits)).max(32)).default([]),
    }),
  );
}

function componentSchema(limits: MessageLimits): z.ZodType<TemplateComponent> {
  return z
    .object({
      type: keyword(["header", "body", "button"]),
      sub_type: keyword([
        "quick_reply",
        "url",
        "copy_code",
        "catalog",
        "flow",
        "mpm",
        "voice_call",
      ]).optional(),
      index: number(0, 9).optional(),
      parameters: unpacked(z.array(parameterSchema(limits)).max(256)).default([]),
    })
    .transform((held, context): TemplateComponent => {
      if (held.type !== "button") return { kind: held.type, parameters: held.parameters };
      const refuse = (name: string, code: 131008 | 131009 | 131051, message: string) => {
        context.addIssue({ code: "custom", path: [name], ...broken(code, message) });
        return z.NEVER;
      };
      const subType = held.sub_type;
      if (subType === undefined) return refuse("sub_type", 131008, "is required");
      if (held.index === undefined) return refuse("index", 131008, "is required");
      if (!Number.isInteger(held.index)) return refuse("index", 131009, "must be a whole number");
      if (subType === "catalog" || subType === "flow" || subType === "mpm" || subType === "voice_call") {
        return refuse("sub_type", 131051, "is not supported here");
      }
      return { kind: "button", subType, index: held.index, parameters: held.parameters };
    });
}

function parameterSchema(limits: MessageLimits): z.ZodType<TemplateParameter> {
  const text = words(limits.templateParameter);
  const formatted = z.object({ fallback_value: someWords(limits.templateParameter) });
  return z
    .object({
      type: z.preprocess((value) => (typeof value === "string" ? value.toLowerCase() : value), z.string()),
      parameter_name: words(limits.templateName).optional(),
      text: text.optional(),
      currency: unpacked(formatted).optional(),
      date_time: unpacked(formatted).optional(),
      image: mediaSchema("image", limits).optional(),
      video: mediaSchema("video", limits).optional(),
      document: mediaSchema("document", limits).optional(),
      location: locationSchema(limits).optional(),
      payload: text.optional(),
      coupon_code: text.optional(),
    })
    .transform((held, context): TemplateParameter => {
      const name = held.parameter_name || undefined;
      const parameter = parameterOf(held.type, held, name);
      if (typeof parameter === "object") return parameter;
      const verdict =
        parameter === "missing"
          ? broken(131008, "is required")
          : held.type === "action"
            ? broken(131051, "is not supported here")
            : broken(132012, "has an unknown type");
      context.addIssue({ code: "custom", path: parameter === "missing" ? [held.type] : [], ...verdict });
      return z.NEVER;
    });
}

interface HeldValues {
  readonly text?: string | undefined;
  readonly currency?: { readonly fallback_value: string } | undefined;
  readonly date_time?: { readonly fallback_value: string } | undefined;
  readonly image?: z.output<ReturnType<typeof mediaSchema>> | undefined;
  readonly video?: z.output<ReturnType<typeof mediaSchema>> | undefined;
  readonly document?: z.output<ReturnType<typeof mediaSchema>> | undefined;
  readonly location?: z.output<ReturnType<typeof locationSchema>> | undefined;
  readonly payload?: string | undefined;
  readonly coupon_code?: string | undefined;
}

function parameterOf(
  type: string,
  held: HeldValues,
  name: string | undefined,
): TemplateParameter | "missing" | "unknown" {
  switch (type) {
    case "text":
      return held.text === undefined ? "missing" : { type, text: held.text, name };
    case "currency":
    case "date_time": {
      const value = held[type];
      return value ? { type, text: value.fallback_value, name } : "missing";
    }
    case "image":
    case "video":
    case "document": {
      const media = held[type];
      return media ? { type, media } : "missing";
    }
    case "location":
      return held.location ? { type, location: held.location } : "missing";
    case "payload":
      return held.payload === undefined ? "missing" : { type, payload: held.payload };
    case "coupon_code":
      return held.coupon_code === undefined ? "missing" : { type, code: held.coupon_code };
    default:
      return "unknown";
  }
}
