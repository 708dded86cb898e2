import { createHmac } from "node:crypto";

/**
 * The headers that prove a body comes from who knows the app's secret: HMAC over the raw octets, SHA-256 and, for old
 * receivers, SHA-1 (specification, section 5, "Event").
 */
export function signatureHeaders(secret: string, body: Uint8Array): Readonly<Record<string, string>> {
  const hmac = (hash: string) => createHmac(hash, secret).update(body).digest("hex");
  return { "X-Hub-Signature-256": `sha256=${hmac("sha256")}`, "X-Hub-Signature": `sha1=${hmac("sha1")}` };
}
