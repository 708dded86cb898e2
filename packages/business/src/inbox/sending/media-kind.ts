import type { MediaType } from "../../messages/index.ts";

/** As what a file is sent, by its type (section 3); what is neither picture, film nor sound is a document. */
export function mediaKind(mime: string): MediaType {
  const type = mime.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "image/jpeg" || type === "image/png") return "image";
  if (type === "image/webp") return "sticker";
  if (type === "video/mp4" || type === "video/3gpp") return "video";
  return /^audio\/(aac|amr|mpeg|mp4|ogg|opus)$/.test(type) ? "audio" : "document";
}
