import { createHmac } from "node:crypto";

/** The header X-Culver-Signature-256: HMAC-SHA-256 over the raw body, as `sha256=` and hex. */
export function webhookSignature(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body, "utf8").digest("hex")}`;
}
