import { type CodecOptions, DEFAULT_MAX_FRAME_BYTES, type StanzaCodec } from "../codec.ts";
import type { Element } from "../element.ts";
import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { parseXml } from "./parse-xml.ts";
import { writeXml } from "./write-xml.ts";

/** The encoding `xmpp`: one element of XML text per WebSocket message (RFC 7395). */
export class XmlCodec implements StanzaCodec<string> {
  readonly #maxFrameBytes: number;

  constructor(options: Pick<CodecOptions, "maxFrameBytes"> = {}) {
    this.#maxFrameBytes = options.maxFrameBytes ?? DEFAULT_MAX_FRAME_BYTES;
  }

  encode(element: Element): string {
    return writeXml(element);
  }

  decode(frame: string): Element {
    if (exceeds(frame, this.#maxFrameBytes)) {
      throw new MalformedFrameError("policy-violation", `a frame exceeds ${this.#maxFrameBytes} bytes`);
    }
    return parseXml(frame);
  }
}

/** Whether the text takes more bytes of UTF-8 than the limit; counts only where its length leaves it open. */
function exceeds(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  if (text.length * 3 <= limit) return false;
  return new TextEncoder().encode(text).length > limit;
}
