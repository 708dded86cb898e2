/** RFC 4648 section 6 alphabet, lower-case, without padding. */
const BASE32_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Encodes bytes as lower-case base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let out = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += BASE32_ALPHABET.charAt((value >>> bits) & 31);
    }
  }
  return bits > 0 ? out + BASE32_ALPHABET.charAt((value << (5 - bits)) & 31) : out;
}
