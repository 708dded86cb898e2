const ascii = new TextDecoder();

/** A line of ASCII codes to lay a text out in; views of each length are kept, so that reading it allocates the text alone. */
export class ScratchLine {
  readonly codes: Uint8Array;
  readonly #views: (Uint8Array | undefined)[] = [];

  constructor(codes: Uint8Array) {
    this.codes = codes;
  }

  /** The first `length` codes as text. */
  text(length: number): string {
    let view = this.#views[length];
    if (view === undefined) {
      view = this.codes.subarray(0, length);
      this.#views[length] = view;
    }
    return ascii.decode(view);
  }
}
