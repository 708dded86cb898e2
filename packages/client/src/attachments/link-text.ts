import type { MessageBody } from "../api.ts";
import type { Reach } from "./attachment-body.ts";
import { linkFor } from "./link-for.ts";

/** What a phone gets in place of a file: the caption, and the link on a line of its own. */
export function linkText(
  linkUrl: string,
  { attachment, text }: Extract<MessageBody, { kind: "attachment" }>,
  { media, key, hash }: Reach,
): string {
  const { name, type, size } = attachment;
  const link = linkFor(linkUrl, media, { key, hash, size, name, type });
  return text.trim() === "" ? link : `${text}\n${link}`;
}
