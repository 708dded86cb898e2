import { HEADER_LENGTH } from "./pdu.ts";

/** What the stream yields: a whole PDU, or a length no PDU can have. */
export type Frame =
  | { readonly kind: "pdu"; readonly octets: Buffer }
  | {
      readonly kind: "bad-length";
      /** 0 when the stream ended before the header's sequence number. */
      readonly sequence: number;
      /** Whether the stream can go on; if not, it must be closed, since where the next PDU starts is unknown. */
      readonly skipped: boolean;
    };

/** The largest PDU read: a message_payload of 64 KiB and room for the rest. */
const MAX_PDU_LENGTH = 70_000;
/** A PDU above the limit is passed over up to this length; a larger one is taken for a stream gone wrong. */
export const MAX_SKIPPED_LENGTH = 1_000_000;

/**
 * Cuts a byte stream into PDUs. Memory stays below the largest PDU plus one chunk, whatever the peer sends,
 * and every octet is copied a constant number of times, however small the chunks.
 */
export class FrameSplitter {
  #buffer = Buffer.allocUnsafe(4096);
  #start = 0;
  #end = 0;
  #skip = 0;
  #broken = false;
  readonly #maxLength: number;

  constructor(maxLength = MAX_PDU_LENGTH) {
    this.#maxLength = maxLength;
  }

  /**
   * The frames `chunk` completes. Their octets are only valid until the next push.
   * After a frame with `skipped: false` the rest of the stream is ignored.
   */
  push(chunk: Uint8Array): Frame[] {
    if (this.#broken) return [];
    const passed = Math.min(this.#skip, chunk.length);
    this.#skip -= passed;
    this.#append(passed > 0 ? chunk.subarray(passed) : chunk);
    const frames: Frame[] = [];
    while (!this.#broken) {
      const frame = this.#next();
      if (!frame) break;
      frames.push(frame);
    }
    return frames;
  }

  #next(): Frame | undefined {
    const held = this.#end - this.#start;
    if (held < 4) return undefined;
    const length = this.#buffer.readUInt32BE(this.#start);
    if (length < HEADER_LENGTH || length > this.#maxLength) return this.#badLength(length, held);
    if (held < length) return undefined;
    const octets = this.#buffer.subarray(this.#start, this.#start + length);
    this.#start += length;
    return { kind: "pdu", octets };
  }

  #badLength(length: number, held: number): Frame | undefined {
    const skippable = length > this.#maxLength && length <= MAX_SKIPPED_LENGTH;
    if (skippable && held < HEADER_LENGTH) return undefined;
    const sequence = held >= HEADER_LENGTH ? this.#buffer.readUInt32BE(this.#start + 12) : 0;
    if (skippable) {
      const passed = Math.min(length, held);
      this.#start += passed;
      this.#skip = length - passed;
    } else this.#broken = true;
    return { kind: "bad-length", sequence, skipped: skippable };
  }

  #append(chunk: Uint8Array): void {
    const held = this.#end - this.#start;
    if (this.#end + chunk.length > this.#buffer.length) {
      const needed = held + chunk.length;
      const target =
        needed > this.#buffer.length || held > this.#buffer.length / 2
          ? Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
          : this.#buffer;
      this.#buffer.copy(target, 0, this.#start, this.#end);
      this.#buffer = target;
      this.#start = 0;
      this.#end = held;
    } else if (held === 0) this.#start = this.#end = 0;
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }
}
