import { utf8 } from "../bytes.ts";
import { AttachmentError } from "../errors.ts";
import { Reader, Writer } from "../wire.ts";
import { fromBase64Url, toBase64Url } from "./base64-url.ts";
import { ATTACHMENT_HASH_BYTES, ATTACHMENT_KEY_BYTES } from "./chunk-cipher.ts";
import type { AttachmentParameters } from "./decrypt.ts";

const VERSION = 1;
const MAX_FRAGMENT = 1024;

/** A file as the fragment of a link tells it. Name and type are a stranger's words: never used as markup or a path. */
export interface LinkedAttachment extends AttachmentParameters {
  /** At most 255 octets of UTF-8. */
  readonly name: string;
  /** MIME type, at most 255 octets. */
  readonly type: string;
}

/** The fragment (without `#`) of a link to a file. A browser never sends it: the server learns neither key nor name. */
export function encodeLinkFragment({ key, hash, size, name, type }: LinkedAttachment): string {
  if (key.length !== ATTACHMENT_KEY_BYTES || hash.length !== ATTACHMENT_HASH_BYTES)
    throw new AttachmentError("key and hash are 32 bytes", { reason: "parameters" });
  if (utf8(name).length > 255 || utf8(type).length > 255)
    throw new AttachmentError("name or type is too long", { reason: "link" });
  const writer = new Writer().u8(VERSION).fixed(key).fixed(hash).u64(BigInt(size)).text(name).text(type);
  return toBase64Url(writer.done());
}

/** @throws AttachmentError `link` */
export function decodeLinkFragment(fragment: string): LinkedAttachment {
  if (fragment.length > MAX_FRAGMENT) throw new AttachmentError("too long", { reason: "link" });
  try {
    const reader = new Reader(fromBase64Url(fragment));
    reader.version(VERSION);
    const key = reader.fixed(ATTACHMENT_KEY_BYTES);
    const hash = reader.fixed(ATTACHMENT_HASH_BYTES);
    const size = Number(reader.u64());
    const name = reader.text();
    const type = reader.text();
    reader.end();
    if (!Number.isSafeInteger(size)) throw new AttachmentError("size is no size", { reason: "size" });
    return { key, hash, size, name, type };
  } catch (cause) {
    throw new AttachmentError("the link is not complete", { reason: "link", cause });
  }
}
