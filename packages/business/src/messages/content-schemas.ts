import { z } from "zod";
import { contactsSchema } from "./contacts-schema.ts";
import type { MediaType, MessageContent, MessageType } from "./content.ts";
import { isOneEmoji } from "./emoji.ts";
import { interactiveSchema } from "./interactive-schema.ts";
import { broken } from "./issues.ts";
import { flag, someWords, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";
import { locationSchema } from "./location-schema.ts";
import { mediaSchema } from "./media-schema.ts";
import { templateSchema } from "./template-schema.ts";

/** The schema of each message type's object (section 3). */
export type ContentSchemas = Readonly<Record<MessageType, z.ZodType<MessageContent>>>;

function buildSchemas(limits: MessageLimits): ContentSchemas {
  const text = unpacked(
    z.object({ body: someWords(limits.textBody, 100), preview_url: flag().optional() }),
  ).transform(
    ({ body, preview_url = false }): MessageContent => ({ type: "text", body, previewUrl: preview_url }),
  );
  const media = (type: MediaType) =>
    mediaSchema(type, limits).transform((held): MessageContent => ({ type, media: held }));
  const reaction = unpacked(
    z.object({
      message_id: someWords(512),
      emoji: words(64).refine(
        (emoji) => emoji === "" || isOneEmoji(emoji),
        broken(131009, "must be one emoji, or empty"),
      ),
    }),
  ).transform(
    ({ message_id: messageId, emoji }): MessageContent => ({
      type: "reaction",
      messageId,
      ...(emoji !== "" && { emoji }),
    }),
  );
  return {
    text,
    image: media("image"),
    video: media("video"),
    audio: media("audio"),
    document: media("document"),
    sticker: media("sticker"),
    reaction,
    location: locationSchema(limits).transform(
      (location): MessageContent => ({ type: "location", location }),
    ),
    contacts: contactsSchema(limits).transform(
      (contacts): MessageContent => ({ type: "contacts", contacts }),
    ),
    interactive: interactiveSchema(limits).transform(
      (interactive): MessageContent => ({ type: "interactive", interactive }),
    ),
    template: templateSchema(limits).transform(
      (template): MessageContent => ({ type: "template", template }),
    ),
  };
}

const built = new WeakMap<MessageLimits, ContentSchemas>();

/** The schemas under these limits, built once for each settings object. */
export function contentSchemas(limits: MessageLimits): ContentSchemas {
  const schemas = built.get(limits) ?? buildSchemas(limits);
  built.set(limits, schemas);
  return schemas;
}
