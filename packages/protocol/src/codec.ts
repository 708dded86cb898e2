import type { Element } from "./element.ts";

/** WebSocket subprotocol of the compact binary encoding: one binary message is one element. */
export const SUBPROTOCOL_CULVER = "culver.v1";
/** WebSocket subprotocol of the XML encoding (RFC 7395 section 3.1): one text message is one element. */
export const SUBPROTOCOL_XMPP = "xmpp";

/** Default limit of one frame, in bytes (of UTF-8, for XML). */
export const DEFAULT_MAX_FRAME_BYTES = 262_144;

export interface CodecOptions {
  /** The stream's domain, which culver.v1 leaves implicit. Both ends of a stream know it. */
  readonly domain: string;
  /** Limit of one incoming frame, default DEFAULT_MAX_FRAME_BYTES; longer ones throw MalformedFrameError. */
  readonly maxFrameBytes?: number | undefined;
}

/** One of the encodings; `BinaryCodec` and `XmlCodec` implement it with options above. Stateless per frame. */
export interface StanzaCodec<Frame extends string | Uint8Array> {
  /** Throws InvalidElementError for an element outside the model. */
  encode(element: Element): Frame;
  /** Throws MalformedFrameError. Byte contents may be views of the frame. */
  decode(frame: Frame): Element;
}
