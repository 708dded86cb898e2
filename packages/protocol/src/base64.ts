const STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE = `${STANDARD.slice(0, 62)}-_`;

const PAD = "=".charCodeAt(0);
const INVALID = 255;
const ascii = new TextDecoder();

function reverse(alphabet: string): Uint8Array {
  const table = new Uint8Array(128).fill(INVALID);
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i;
  return table;
}

const codes = (alphabet: string): Uint8Array => Uint8Array.from(alphabet, (c) => c.charCodeAt(0));
const TO_STANDARD = codes(STANDARD);
const TO_URL_SAFE = codes(URL_SAFE);
const FROM_STANDARD = reverse(STANDARD);
const FROM_URL_SAFE = reverse(URL_SAFE);

export class InvalidBase64Error extends Error {
  override readonly name = "InvalidBase64Error";
}

/** Base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  return ascii.decode(encode(bytes, TO_STANDARD));
}

/** Base64url without padding (RFC 4648 section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 4) / 3);
  return ascii.decode(encode(bytes, TO_URL_SAFE).subarray(0, length));
}

/** Decodes canonical padded base64: no white space, unused bits zero. Throws InvalidBase64Error. */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new InvalidBase64Error("base64 comes in groups of four characters");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return decode(text, text.length - padding, FROM_STANDARD);
}

/** Decodes canonical base64url without padding: unused bits zero. Throws InvalidBase64Error. */
export function fromBase64Url(text: string): Uint8Array {
  return decode(text, text.length, FROM_URL_SAFE);
}

/** The character codes, padded. */
function encode(bytes: Uint8Array, alphabet: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const v = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out[at++] = alphabet[v >>> 18] ?? 0;
    out[at++] = alphabet[(v >>> 12) & 63] ?? 0;
    out[at++] = alphabet[(v >>> 6) & 63] ?? 0;
    out[at++] = alphabet[v & 63] ?? 0;
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return out.fill(PAD, out.length - padding);
}

function decode(text: string, length: number, table: Uint8Array): Uint8Array {
  if (length % 4 === 1) throw new InvalidBase64Error("base64 cannot have this length");
  const bytes = new Uint8Array((length * 3) >>> 2);
  let value = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const six = table[text.charCodeAt(i)] ?? INVALID;
    if (six === INVALID) throw new InvalidBase64Error("a character is outside the base64 alphabet");
    value = ((value << 6) | six) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (value >>> bits) & 255;
    }
  }
  if ((value & ((1 << bits) - 1)) !== 0)
    throw new InvalidBase64Error("base64 has unused bits that are not zero");
  return bytes;
}
