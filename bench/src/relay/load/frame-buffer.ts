const FINAL_BINARY = 0x82;
const MASKED = 0x80;
const SHORT = 125;
const LENGTH_16 = 126;
const KEY_BYTES = 4;

/**
 * Client frames (RFC 6455 section 5.2), gathered until they are taken. The masking key is zero, which leaves payloads as they
 * are: it protects caches on the way, and on loopback there are none. The server unmasks all the same.
 */
export class FrameBuffer {
  #bytes = new Uint8Array(16_384);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(payload: Uint8Array): void {
    this.#reserve(payload.length + 4 + KEY_BYTES);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = FINAL_BINARY;
    if (payload.length <= SHORT) bytes[at++] = MASKED | payload.length;
    else {
      bytes[at++] = MASKED | LENGTH_16;
      bytes[at++] = payload.length >> 8;
      bytes[at++] = payload.length & 0xff;
    }
    bytes.fill(0, at, at + KEY_BYTES);
    at += KEY_BYTES;
    bytes.set(payload, at);
    this.#length = at + payload.length;
  }

  /** What is there; a view that is good until the next `add`. */
  get view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** The first `count` bytes are gone. */
  drop(count: number): void {
    this.#bytes.copyWithin(0, count, this.#length);
    this.#length -= count;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.view);
    this.#bytes = larger;
  }
}
