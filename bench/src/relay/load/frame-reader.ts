/** Server frames carry no mask (RFC 6455 section 5.1) and Bun never fragments them. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;
export const OPCODE_BINARY = 2;
export const OPCODE_CLOSE = 8;

/** Cuts a byte stream into WebSocket frames (RFC 6455 section 5.2). */
export class FrameReader {
  readonly #onFrame: (opcode: number, payload: Uint8Array) => void;
  #rest: Uint8Array = new Uint8Array(0);

  /** @param onFrame its payload is a view that is good during the call only. */
  constructor(onFrame: (opcode: number, payload: Uint8Array) => void) {
    this.#onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    let at = 0;
    for (;;) {
      const end = this.#frame(bytes, at);
      if (end < 0) break;
      at = end;
    }
    this.#rest = at === bytes.length ? new Uint8Array(0) : bytes.slice(at);
  }

  /** Where the frame at `at` ends, -1 when it is not there in full. */
  #frame(bytes: Uint8Array, at: number): number {
    if (bytes.length < at + 2) return -1;
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    let body = at + 2;
    if (length === LENGTH_16) {
      if (bytes.length < at + 4) return -1;
      length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      body = at + 4;
    } else if (length === LENGTH_64) throw new Error("a frame of more than 64 KiB was not expected");
    const end = body + length;
    if (bytes.length < end) return -1;
    this.#onFrame((bytes[at] ?? 0) & 0x0f, bytes.subarray(body, end));
    return end;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
