import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Values of a form, as they were sent; a repeated field has several. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** X-Twilio-Signature: base64 of the HMAC-SHA-1, under the account's token, of the URL and the sorted fields. */
export function signatureOf(authToken: string, url: string, fields: Fields): string {
  let signed = url;
  for (const name of [...fields.keys()].sort()) {
    for (const value of [...new Set(fields.get(name))].sort()) signed += name + value;
  }
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}

/** Whether `given` is right for the URL with or without its scheme's own port: senders differ. Takes constant time. */
export function isSigned(authToken: string, given: string, url: string, fields: Fields): boolean {
  const signatures = portForms(url).map((form) => signatureOf(authToken, form, fields));
  return signatures.map((signature) => sameText(signature, given)).includes(true);
}

/** bodySHA256: what stands for the fields when the body is no form. */
export function isBodyHash(body: Uint8Array, given: string): boolean {
  return sameText(createHash("sha256").update(body).digest("hex"), given.toLowerCase());
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function portForms(url: string): readonly string[] {
  const [, scheme, host, port, rest] = /^(https?):\/\/(\[[^\]]*\]|[^/?#:]*)(:\d+)?(.*)$/s.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return [url];
  const own = port ?? (scheme === "https" ? ":443" : ":80");
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}${own}${rest}`];
}
