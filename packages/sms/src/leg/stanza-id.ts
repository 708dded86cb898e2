import { createHash } from "node:crypto";
import { toBase64Url } from "@culver/protocol";

const BYTES = 16;

/** A stanza id that is the same for the same parts: 16 bytes of their SHA-256. */
export function stanzaIdOf(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length} ${part}`, "utf8");
  return toBase64Url(new Uint8Array(hash.digest().subarray(0, BYTES)));
}
