/** UTF-16 big endian: what phones and carriers mean by UCS-2 (data_coding 8). */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets[at * 2] = unit >> 8;
    octets[at * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/** Never fails: an odd last octet and unpaired surrogates become U+FFFD. A leading byte order mark is dropped. */
export function decodeUcs2(octets: Uint8Array): string {
  return new TextDecoder("utf-16be").decode(octets);
}
