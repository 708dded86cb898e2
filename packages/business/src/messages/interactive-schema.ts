import { z } from "zod";
import type { Interactive, InteractiveHeader } from "./content.ts";
import { broken } from "./issues.ts";
import { keyword, link, someWords, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";
import { listActionSchema } from "./list-schema.ts";
import { mediaSchema } from "./media-schema.ts";
import { isPlainObject } from "./plain-json.ts";

/**
 * `interactive` of section 3: button, list, cta_url, location_request_message. Other types, also those that exist in
 * the Cloud API, are 131051.
 */
export function interactiveSchema(limits: MessageLimits): z.ZodType<Interactive> {
  const frame = (body: number) => ({
    header: headerSchema(limits).optional(),
    body: z.object({ text: someWords(body) }).transform(({ text }) => text),
    footer: z
      .object({ text: words(limits.interactiveFooter) })
      .transform(({ text }) => text || undefined)
      .optional(),
  });
  const usual = frame(limits.interactiveBody);

  const button = z
    .object({ type: z.literal("button"), ...usual, action: z.object({ buttons: buttonsSchema(limits) }) })
    .transform(({ type: kind, action, ...rest }): Interactive => ({ kind, ...rest, ...action }));
  const list = z
    .object({ type: z.literal("list"), ...frame(limits.listBody), action: listActionSchema(limits) })
    .refine(({ header }) => header === undefined || header.kind === "text", {
      ...broken(131009, "must be of type text in a list message"),
      path: ["header"],
    })
    .transform(({ type: kind, action, ...rest }): Interactive => ({ kind, ...rest, ...action }));
  const url = z
    .object({
      type: z.literal("cta_url"),
      ...usual,
      action: z.object({
        name: keyword(["cta_url"]),
        parameters: unpacked(
          z.object({ display_text: someWords(limits.urlButtonText), url: link(limits.link) }),
        ),
      }),
    })
    .transform(
      ({ type: kind, action: { parameters }, ...rest }): Interactive => ({
        kind,
        ...rest,
        displayText: parameters.display_text,
        url: parameters.url.trim(),
      }),
    );
  const place = z
    .object({
      type: z.literal("location_request_message"),
      ...usual,
      action: z.object({ name: keyword(["send_location"]) }),
    })
    .transform(({ type: kind, action: _, ...rest }): Interactive => ({ kind, ...rest }));

  return unpacked(z.preprocess(inLowerCase, z.discriminatedUnion("type", [button, list, url, place])));
}

/** Types are taken in any case. */
function inLowerCase(value: unknown): unknown {
  if (!isPlainObject(value) || typeof value.type !== "string") return value;
  return { ...value, type: value.type.trim().toLowerCase() };
}

function buttonsSchema(limits: MessageLimits) {
  const one = z
    .object({
      type: keyword(["reply"]).optional(),
      reply: z.object({ id: someWords(limits.buttonId), title: someWords(limits.buttonTitle) }),
    })
    .transform(({ reply }) => reply);
  const isDistinct = (values: readonly string[]) => new Set(values).size === values.length;
  return unpacked(
    z
      .array(one)
      .refine(
        (buttons) => buttons.length >= 1 && buttons.length <= limits.buttons,
        broken(131009, `must have from 1 to ${limits.buttons} buttons`),
      )
      .refine((buttons) => isDistinct(buttons.map(({ id }) => id)), broken(131009, "must have distinct ids"))
      .refine(
        (buttons) => isDistinct(buttons.map(({ title }) => title)),
        broken(131009, "must have distinct titles"),
      ),
  );
}

function headerSchema(limits: MessageLimits): z.ZodType<InteractiveHeader> {
  return z
    .object({
      type: keyword(["text", "image", "video", "document"]),
      text: someWords(limits.interactiveHeader).optional(),
      image: mediaSchema("image", limits).optional(),
      video: mediaSchema("video", limits).optional(),
      document: mediaSchema("document", limits).optional(),
    })
    .transform((held, context): InteractiveHeader => {
      if (held.type === "text" && held.text !== undefined) return { kind: "text", text: held.text };
      const media = held.type === "text" ? undefined : held[held.type];
      if (held.type !== "text" && media) return { kind: held.type, media };
      context.addIssue({ code: "custom", path: [held.type], ...broken(131008, "is required") });
      return z.NEVER;
    });
}
