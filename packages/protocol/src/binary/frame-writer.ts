import { InvalidElementError } from "../errors/invalid-element-error.ts";
import { isText } from "../lexical.ts";

const INITIAL_BYTES = 4096;
/** A buffer that one large frame has blown up is let go, lest it stay for good. */
const KEEP_BYTES = 1 << 20;
/** Up to this length a loop over ASCII beats the call into TextEncoder. */
const ASCII_LOOP = 48;

const utf8 = new TextEncoder();

/** A growable buffer that is reused from frame to frame; `finish` copies the frame out at its exact size. */
export class FrameWriter {
  buffer = new Uint8Array(INITIAL_BYTES);
  length = 0;

  /** Makes room for this many more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    let size = this.buffer.length;
    while (size < needed) size *= 2;
    const grown = new Uint8Array(size);
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** Unsigned LEB128, up to 2^53 - 1. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7fffffff) {
      this.buffer[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Length as a varint, then UTF-8. Throws InvalidElementError for characters that XML cannot carry. */
  string(text: string): void {
    if (text.length <= ASCII_LOOP && this.#asciiString(text)) return;
    if (!isText(text)) throw new InvalidElementError("text holds a character that XML cannot carry");
    // The length's own length is known only after encoding: write behind the widest prefix, then close the gap.
    this.reserve(5 + text.length * 3);
    const start = this.length;
    const { written } = utf8.encodeInto(text, this.buffer.subarray(start + 5));
    this.varint(written);
    this.buffer.copyWithin(this.length, start + 5, start + 5 + written);
    this.length += written;
  }

  /** Writes one length byte and the characters; false, with nothing written, when one is not printable ASCII. */
  #asciiString(text: string): boolean {
    this.reserve(1 + text.length);
    const buffer = this.buffer;
    let at = this.length;
    buffer[at++] = text.length;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code > 0x7e) return false;
      buffer[at++] = code;
    }
    this.length = at;
    return true;
  }

  /** The frame written so far, copied out; the writer starts anew. */
  finish(): Uint8Array {
    const frame = this.buffer.slice(0, this.length);
    this.reset();
    return frame;
  }

  reset(): void {
    this.length = 0;
    if (this.buffer.length > KEEP_BYTES) this.buffer = new Uint8Array(INITIAL_BYTES);
  }
}
