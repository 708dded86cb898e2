import { type AttachmentKind, MAX_ATTACHMENT_BYTES } from "../api.ts";
import { cleanFileName, cleanMimeType, isPreview } from "./clean-file.ts";
import type { FileContent } from "./payload.ts";
import type { Fields } from "./rich/fields.ts";

const MEDIA_ID = /^[A-Za-z0-9_-]{22,64}$/;
const SHAPES: ReadonlySet<unknown> = new Set<AttachmentKind>([
  "image",
  "video",
  "audio",
  "document",
  "sticker",
]);
const MAX_PIXELS = 65_535;
const MAX_DURATION_MS = 1e9;

/** The file of a payload; undefined when something that it takes to fetch it is missing or cannot be. */
export function attachmentOf(fields: Fields): FileContent | undefined {
  const { media, key, hash, size, name, type, shape, width, height, duration, preview, voice } = fields;
  if (typeof media !== "string" || !MEDIA_ID.test(media)) return undefined;
  if (!isBytes(key, 32) || !isBytes(hash, 32)) return undefined;
  if (!isWhole(size, MAX_ATTACHMENT_BYTES)) return undefined;
  return {
    media,
    key: key.slice(),
    hash: hash.slice(),
    size,
    name: cleanFileName(typeof name === "string" ? name : ""),
    type: cleanMimeType(typeof type === "string" ? type : ""),
    shape: SHAPES.has(shape) ? (shape as AttachmentKind) : "document",
    ...(isWhole(width, MAX_PIXELS) && isWhole(height, MAX_PIXELS) ? { width, height } : {}),
    ...(isWhole(duration, MAX_DURATION_MS) ? { durationMs: duration } : {}),
    ...(preview instanceof Uint8Array && isPreview(preview) ? { preview: preview.slice() } : {}),
    ...(voice === true ? { voice } : {}),
  };
}

function isBytes(value: unknown, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length;
}

function isWhole(value: unknown, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= max;
}
