/** What a medium is sent as (section 3). */
export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

const KINDS: Readonly<Record<string, MediaKind>> = {
  "image/jpeg": "image",
  "image/png": "image",
  "image/webp": "sticker",
  "video/mp4": "video",
  "video/3gpp": "video",
  "audio/aac": "audio",
  "audio/amr": "audio",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/ogg": "audio",
  "audio/opus": "audio",
};

/** Other names for the same thing, as clients have them. */
const ALIASES: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "audio/mp3": "audio/mpeg",
  "audio/x-m4a": "audio/mp4",
  "audio/m4a": "audio/mp4",
  "audio/x-aac": "audio/aac",
  "application/ogg": "audio/ogg",
  "video/3gp": "video/3gpp",
  "application/x-pdf": "application/pdf",
};

/** Says nothing about a file. */
const NOTHING = new Set([
  "application/octet-stream",
  "binary/octet-stream",
  "application/x-www-form-urlencoded",
]);

/** A type without its parameters, lower-case, under one name; undefined when it is none or says nothing. */
export function mimeType(text: string | undefined): string | undefined {
  const essence = text?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!/^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(essence)) return undefined;
  return NOTHING.has(essence) || essence.startsWith("multipart/") ? undefined : (ALIASES[essence] ?? essence);
}

/**
 * What a file of this type may be sent as: images, sound and film of the types of section 3 alone, everything else as a
 * document. Undefined: not taken.
 */
export function kindOfType(type: string): MediaKind | undefined {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind ?? (/^(image|audio|video|font|model)\//.test(type) ? undefined : "document");
}

/** Types that are listed by name, for the words of a refusal. */
export const LISTED_TYPES: readonly string[] = [
  ...Object.keys(KINDS),
  "application/pdf",
  "text/plain",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];
