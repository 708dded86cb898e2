/** Octets at a file's beginning that are looked at. */
export const HEAD_BYTES = 64;

const textAt = (head: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...head.subarray(at, at + length));
const begins = (head: Uint8Array, ...octets: number[]): boolean =>
  octets.every((octet, index) => head[index] === octet);

/** The type that a file's first octets show, where they show one. */
export function sniffType(head: Uint8Array): string | undefined {
  if (begins(head, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (textAt(head, 0, 4) === "RIFF" && textAt(head, 8, 4) === "WEBP") return "image/webp";
  if (textAt(head, 0, 4) === "GIF8") return "image/gif";
  if (textAt(head, 0, 5) === "%PDF-") return "application/pdf";
  if (textAt(head, 0, 4) === "OggS") return "audio/ogg";
  if (textAt(head, 0, 5) === "#!AMR") return "audio/amr";
  if (textAt(head, 0, 3) === "ID3") return "audio/mpeg";
  if (textAt(head, 4, 4) === "ftyp") return isoMediaType(textAt(head, 8, 4));
  if (begins(head, 0xff) && ((head[1] ?? 0) & 0xf6) === 0xf0) return "audio/aac";
  if (begins(head, 0xff) && ((head[1] ?? 0) & 0xe6) === 0xe2) return "audio/mpeg";
  return undefined;
}

function isoMediaType(brand: string): string {
  if (brand.startsWith("3g")) return "video/3gpp";
  return brand.startsWith("M4A") || brand.startsWith("M4B") ? "audio/mp4" : "video/mp4";
}

/** Containers whose beginning does not tell sound from film. */
const ALIKE: readonly (readonly string[])[] = [
  ["video/mp4", "audio/mp4", "video/3gpp", "audio/aac"],
  ["audio/ogg", "audio/opus"],
];

/** Types whose files always begin with what `sniffType` knows. */
const ALWAYS_SHOWN = new Set([
  ...["image/jpeg", "image/png", "image/webp", "application/pdf", "video/mp4", "video/3gpp", "audio/ogg"],
]);

/** Whether a file that begins so can be what it is said to be. */
export function isPlausible(type: string, head: Uint8Array): boolean {
  const shown = sniffType(head);
  if (shown === undefined) return !ALWAYS_SHOWN.has(type);
  if (shown === type || ALIKE.some((group) => group.includes(shown) && group.includes(type))) return true;
  // A document may be anything, but an image that is named sound is neither.
  return !ALWAYS_SHOWN.has(type) && !/^(image|audio|video)\//.test(type);
}

/** Whether a WebP picture moves: the flag of its extended header (VP8X). */
export function isAnimatedWebp(head: Uint8Array): boolean {
  return textAt(head, 12, 4) === "VP8X" && ((head[20] ?? 0) & 0x02) !== 0;
}
