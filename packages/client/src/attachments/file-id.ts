import { toBase64Url } from "@culver/protocol";

/** Names a file's rows in the local store. */
export function newFileId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(12)));
}
