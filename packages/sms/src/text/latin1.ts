import { UnencodableTextError } from "./errors.ts";

/**
 * ISO 8859-1 (data_coding 3).
 * @throws UnencodableTextError above U+00FF.
 */
export function encodeLatin1(text: string): Uint8Array {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0xff) throw new UnencodableTextError("Latin-1");
    octets[at] = unit;
  }
  return octets;
}

/** Every octet is its own code point, unlike the web's "latin1" label, which means windows-1252. */
export function decodeLatin1(octets: Uint8Array): string {
  let text = "";
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}
