import {
  type BinaryCodec,
  type Element,
  NS_CLIENT,
  NS_DELAY,
  NS_STANZA_ID,
  type StanzaId,
} from "@culver/protocol";

/** What the server adds to a message on its way. */
export interface Envelope {
  readonly type: string | undefined;
  readonly id: StanzaId | undefined;
  readonly from: string;
  readonly to: string;
}

/** Builds delivered messages: once for all recipients. */
export class Stamp {
  readonly #codec: BinaryCodec;
  readonly #domain: string;
  readonly #now: () => number;
  #at = 0;
  #delay: Element;

  constructor(codec: BinaryCodec, domain: string, now: () => number) {
    this.#codec = codec;
    this.#domain = domain;
    this.#now = now;
    this.#delay = delayAt(0);
  }

  /** A message with stanza-id and delay, as a culver.v1 frame. */
  numbered(envelope: Envelope, payload: Element, seq: number): Uint8Array {
    const id: Element = {
      name: "stanza-id",
      xmlns: NS_STANZA_ID,
      attrs: { id: String(seq), by: this.#domain },
      content: undefined,
    };
    return this.#codec.encode(message(envelope, [payload, id, this.#stamp()]));
  }

  /** A message with delay. */
  delayed(envelope: Envelope, payload: readonly Element[]): Uint8Array {
    return this.#codec.encode(message(envelope, [...payload, this.#stamp()]));
  }

  /** The same for all messages of a millisecond. */
  #stamp(): Element {
    const now = this.#now();
    if (now !== this.#at) {
      this.#at = now;
      this.#delay = delayAt(now);
    }
    return this.#delay;
  }
}

function delayAt(at: number): Element {
  return { name: "delay", xmlns: NS_DELAY, attrs: { stamp: new Date(at).toISOString() }, content: undefined };
}

/** Built by hand: this is the path of every message. */
export function message({ type, id, from, to }: Envelope, content: readonly Element[]): Element {
  const attrs: Record<string, string> = { to, from };
  if (type !== undefined) attrs.type = type;
  if (id !== undefined) attrs.id = id;
  return { name: "message", xmlns: NS_CLIENT, attrs, content };
}
