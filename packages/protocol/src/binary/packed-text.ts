/** Characters of an alphabet that each stand for the same number of bits, packed most significant bit first. */
export interface Packing {
  readonly bits: number;
  /** Character codes by value. */
  readonly codes: Uint8Array;
  /** Values by character code; 255 for characters outside the alphabet. */
  readonly values: Uint8Array;
}

const OUTSIDE = 255;

function packing(alphabet: string): Packing {
  const codes = Uint8Array.from(alphabet, (c) => c.charCodeAt(0));
  const values = new Uint8Array(128).fill(OUTSIDE);
  codes.forEach((code, value) => {
    values[code] = value;
  });
  return { bits: Math.log2(alphabet.length), codes, values };
}

export const BASE32 = packing("abcdefghijklmnopqrstuvwxyz234567");
export const BASE64URL = packing("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
export const HEX = packing("0123456789abcdef");

/**
 * Packs `count` characters of `text` from `start` into whole bytes of `out`. False when a character is outside
 * the alphabet or the bits left over are not zero, so that what was packed always unpacks to the same characters;
 * `out` may then hold rubbish behind `at`.
 */
export function packText(
  p: Packing,
  text: string,
  start: number,
  count: number,
  out: Uint8Array,
  at: number,
): boolean {
  const { bits: width, values } = p;
  let to = at;
  let held = 0;
  let bits = 0;
  let seen = 0;
  for (let i = start; i < start + count; i++) {
    const value = values[text.charCodeAt(i)] ?? OUTSIDE;
    seen |= value;
    held = ((held << width) | value) & 0xffff;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      out[to++] = held >>> bits;
    }
  }
  return (seen & 0x80) === 0 && (held & ((1 << bits) - 1)) === 0;
}

/** Writes `count` character codes into `out` from `at`, the reverse of packText; the bytes begin at `from`. */
export function unpackText(
  p: Packing,
  bytes: Uint8Array,
  from: number,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  const { bits: width, codes } = p;
  const mask = codes.length - 1;
  const end = from + ((count * width) >>> 3);
  let next = from;
  let held = 0;
  let bits = 0;
  for (let i = at; i < at + count; i++) {
    if (bits < width) {
      // The last character may hold more bits than there are bytes: they are zero.
      held = ((held << 8) | (next < end ? (bytes[next++] ?? 0) : 0)) & 0x3fff;
      bits += 8;
    }
    bits -= width;
    out[i] = codes[(held >>> bits) & mask] ?? 0;
  }
}
