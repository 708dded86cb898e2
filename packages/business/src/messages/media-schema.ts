import { z } from "zod";
import type { Media, MediaType } from "./content.ts";
import { broken } from "./issues.ts";
import { flag, link, someWords, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";

/** A media object of section 3: exactly one of `id` and `link`, and what its type may have beside. */
export function mediaSchema(type: MediaType, limits: MessageLimits): z.ZodType<Media> {
  const hasCaption = type === "image" || type === "video" || type === "document";
  return unpacked(
    z
      .object({
        id: someWords(128).optional(),
        link: link(limits.link).optional(),
        caption: words(limits.caption).optional(),
        filename: words(limits.filename).optional(),
        voice: flag().optional(),
      })
      .refine(
        ({ id, link }) => id !== undefined || link !== undefined,
        broken(131008, "must have 'id' or 'link'"),
      )
      .refine(
        ({ id, link }) => id === undefined || link === undefined,
        broken(100, "must have only one of 'id' and 'link'"),
      )
      .transform(
        (held): Media => ({
          source:
            held.id !== undefined
              ? { kind: "id", id: held.id }
              : { kind: "link", link: held.link?.trim() ?? "" },
          ...(hasCaption && held.caption && { caption: held.caption }),
          ...(type === "document" && held.filename && { filename: held.filename }),
          ...(type === "audio" && held.voice !== undefined && { voice: held.voice }),
        }),
      ),
  );
}
