/** Cuts bytes that come in pieces of any length into pieces of a fixed one. Holds less than one piece. */
export class Rechunker {
  readonly #held: Uint8Array;
  #length = 0;

  constructor(bytes: number) {
    this.#held = new Uint8Array(bytes);
  }

  /** The pieces that `bytes` completes; each is valid until the next one is asked for. */
  *push(bytes: Uint8Array): Generator<Uint8Array> {
    let offset = 0;
    while (offset < bytes.length) {
      const taken = Math.min(this.#held.length - this.#length, bytes.length - offset);
      this.#held.set(bytes.subarray(offset, offset + taken), this.#length);
      this.#length += taken;
      offset += taken;
      if (this.#length < this.#held.length) return;
      this.#length = 0;
      yield this.#held;
    }
  }

  /** What is left, less than a piece. */
  rest(): Uint8Array {
    return this.#held.subarray(0, this.#length);
  }
}
