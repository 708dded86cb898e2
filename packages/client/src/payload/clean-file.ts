import { cleanLabel } from "./clean-text.ts";
import { truncate } from "./text-limits.ts";

/** Code points of a file's name. */
const MAX_NAME = 100;
const MAX_NAME_BYTES = 255;
/** RFC 6838 section 4.2, without parameters. */
const MIME = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,99}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}$/;
const UNKNOWN_TYPE = "application/octet-stream";
/** Bytes of a preview. */
const MAX_PREVIEW_BYTES = 8 * 1024;

/** A file's name of somebody else's: no path, no control or direction characters, nothing that hides it. */
export function cleanFileName(name: string): string {
  const cleaned = cleanLabel(name)
    .replace(/[/\\:*?"<>|\u200b-\u200d\u2060\ufeff]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return shorten(cleaned) || "file";
}

/** Keeps the end, which says what it is. */
function shorten(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : "";
  const stem = extension === "" ? name : name.slice(0, dot);
  for (let max = MAX_NAME - extension.length; max > 0; max--) {
    const short = truncate(stem, max) + extension;
    if (new TextEncoder().encode(short).length <= MAX_NAME_BYTES) return short;
  }
  return "";
}

export function cleanMimeType(type: string): string {
  const bare = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return MIME.test(bare) ? bare : UNKNOWN_TYPE;
}

/** Types that a browser shows without running anything in them. Anything else is handed out as bytes only. */
export function harmlessType(type: string): string {
  const shown =
    /^(image\/(png|jpeg|gif|webp|avif|bmp)|(audio|video)\/[a-z0-9.+-]+|application\/pdf|text\/plain)$/;
  return shown.test(type) ? type : UNKNOWN_TYPE;
}

/** Whether bytes are a JPEG or WebP of a size that a message may carry. */
export function isPreview(bytes: Uint8Array): boolean {
  if (bytes.length > MAX_PREVIEW_BYTES) return false;
  const text = (start: number) => String.fromCharCode(...bytes.subarray(start, start + 4));
  const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  return jpeg || (text(0) === "RIFF" && text(8) === "WEBP");
}
