import { randomBytes, type StanzaId, toBase64Url } from "@culver/protocol";

const COUNTER_AT = 12;

/** The ids of one sender's messages, in order; whoever holds a copy knows which comes next. */
export class MessageIds {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #count = 0;

  constructor(prefix: Uint8Array = randomBytes(COUNTER_AT)) {
    this.#bytes = new Uint8Array(16);
    this.#bytes.set(prefix);
    this.#view = new DataView(this.#bytes.buffer);
  }

  next(): StanzaId {
    this.#view.setUint32(COUNTER_AT, ++this.#count);
    return toBase64Url(this.#bytes);
  }

  /** The same ids from the first one on. */
  copy(): MessageIds {
    return new MessageIds(this.#bytes.slice(0, COUNTER_AT));
  }
}
