import { AttachmentError } from "@culver/crypto";
import { decodeLinkFragment, type LinkedAttachment } from "@culver/crypto/attachment";
import { type AttachmentKind, MAX_ATTACHMENT_BYTES } from "../api.ts";
import { cleanFileName, cleanMimeType } from "../payload/clean-file.ts";
import { cleanText } from "../payload/clean-text.ts";
import type { AttachmentContent } from "../payload/payload.ts";

const LINK = /^(?<server>https?:\/\/\S+)\/m\/(?<media>[A-Za-z0-9_-]{22,64})#(?<fragment>[A-Za-z0-9_-]+)$/;
const KINDS: readonly AttachmentKind[] = ["image", "video", "audio"];

/**
 * The file that another own device has sent to a phone: what its text says is a caption, if any, and a link to this server on
 * the last line. Undefined for any other text.
 */
export function linkedFile(text: string, serverUrl: string): AttachmentContent | undefined {
  const lines = text.split("\n");
  const { server, media = "", fragment = "" } = LINK.exec(lines.at(-1) ?? "")?.groups ?? {};
  if (server !== serverUrl) return undefined;
  const linked = decodeFragment(fragment);
  if (linked === undefined || linked.size < 1 || linked.size > MAX_ATTACHMENT_BYTES) return undefined;
  const { key, hash, size, name } = linked;
  const type = cleanMimeType(linked.type);
  const shape = KINDS.find((kind) => type.startsWith(`${kind}/`)) ?? "document";
  const caption = cleanText(lines.slice(0, -1).join("\n"));
  return {
    kind: "attachment",
    shape,
    media,
    key,
    hash,
    size,
    type,
    name: cleanFileName(name),
    text: caption,
  };
}

function decodeFragment(fragment: string): LinkedAttachment | undefined {
  try {
    return decodeLinkFragment(fragment);
  } catch (error) {
    if (error instanceof AttachmentError) return undefined;
    throw error;
  }
}
