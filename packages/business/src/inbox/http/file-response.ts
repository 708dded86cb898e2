import { InboxError } from "../errors.ts";

/** What is shown in a page. All else is saved: a document may hold a program. */
const SHOWN =
  /^(image\/(jpeg|png|webp|gif|avif|bmp)|audio\/[a-z0-9.+-]+|video\/(mp4|3gpp|webm|ogg|quicktime))$/;

export interface ServedFile {
  readonly blob: Blob;
  /** MIME type. */
  readonly type: string;
  readonly filename?: string | undefined;
}

/**
 * A file, or the part of it that is asked for (RFC 9110, section 14), read as it is sent.
 * @throws InboxError 416
 */
export function fileResponse(
  { blob, type: stored, filename }: ServedFile,
  range: string | undefined,
): Response {
  const type = stored.split(";")[0]?.trim().toLowerCase() ?? "";
  const isShown = SHOWN.test(type);
  const headers = new Headers({
    "content-type": /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) ? type : "application/octet-stream",
    "content-disposition": disposition(isShown ? "inline" : "attachment", filename),
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "private, max-age=3600",
    "accept-ranges": "bytes",
    vary: "Cookie",
  });
  const part = range === undefined ? undefined : partOf(range, blob.size);
  if (part === undefined) {
    headers.set("content-length", String(blob.size));
    return new Response(blob.stream(), { headers });
  }
  const [from, to] = part;
  headers.set("content-range", `bytes ${from}-${to}/${blob.size}`);
  headers.set("content-length", String(to - from + 1));
  return new Response(blob.slice(from, to + 1).stream(), { status: 206, headers });
}

/** First and last octet; undefined when the whole is to be sent: no range, several, or one of another unit. */
function partOf(range: string, size: number): readonly [number, number] | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim());
  const [first = "", last = ""] = match?.slice(1) ?? [];
  if (match === null || (first === "" && last === "")) return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(size - 1, Number(last));
  if (last !== "" && first !== "" && Number(last) < Number(first)) return undefined;
  if (from >= size || to < from) throw new InboxError(416, "range", "The file has no such part.");
  return [from, to];
}

/** RFC 6266: the name as ASCII, and as it is. */
function disposition(kind: "inline" | "attachment", filename: string | undefined): string {
  if (filename === undefined || filename === "") return kind;
  const name = filename.slice(0, 200).replace(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}/\\]/gu, "_");
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
