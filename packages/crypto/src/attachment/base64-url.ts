import { AttachmentError } from "../errors.ts";

/** Base64url without padding (RFC 4648 section 5), of what is short enough for a link. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** @throws AttachmentError `link` for anything but what `toBase64Url` writes. */
export function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1)
    throw new AttachmentError("no Base64url", { reason: "link" });
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (toBase64Url(bytes) !== text) throw new AttachmentError("no canonical Base64url", { reason: "link" });
  return bytes;
}
