import { type CodecOptions, DEFAULT_MAX_FRAME_BYTES, type StanzaCodec } from "../codec.ts";
import type { Element } from "../element.ts";
import { BinaryDecoder } from "./binary-decoder.ts";
import { BinaryEncoder } from "./binary-encoder.ts";
import { DICTIONARY_VERSION } from "./dictionary.ts";
import { buildTokenTables } from "./token-tables.ts";

export interface BinaryCodecOptions extends CodecOptions {
  /** Highest version of the dictionary that both ends know, default DICTIONARY_VERSION. */
  readonly dictionary?: number | undefined;
}

/** The encoding `culver.v1`: docs/protocol/encodings.md. One codec serves any number of streams of its domain. */
export class BinaryCodec implements StanzaCodec<Uint8Array> {
  readonly #encoder: BinaryEncoder;
  readonly #decoder: BinaryDecoder;

  constructor(options: BinaryCodecOptions) {
    const tables = buildTokenTables(options.dictionary ?? DICTIONARY_VERSION);
    this.#encoder = new BinaryEncoder(tables, options.domain);
    this.#decoder = new BinaryDecoder(
      tables,
      options.domain,
      options.maxFrameBytes ?? DEFAULT_MAX_FRAME_BYTES,
    );
  }

  encode(element: Element): Uint8Array {
    return this.#encoder.encode(element);
  }

  /** Byte contents of the element are views of the frame. */
  decode(frame: Uint8Array): Element {
    return this.#decoder.decode(frame);
  }
}
