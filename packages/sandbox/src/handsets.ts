import { oneTimeCode } from "./one-time-code.ts";

/** A text on a handset, as the JSON and the page have it. */
export interface HandsetMessage {
  /** Grows by one over all handsets: a cursor for ?since. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly direction: "received" | "sent";
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** The one-time code in it, if any. */
  readonly code?: string;
}

export interface Handset {
  readonly number: string;
  readonly messages: readonly HandsetMessage[];
}

export type HandsetEvent =
  | { readonly type: "handset"; readonly number: string }
  | { readonly type: "message"; readonly number: string; readonly message: HandsetMessage };

/** The handsets in use and their recent messages, in memory only. */
export class Handsets {
  readonly #messages = new Map<string, HandsetMessage[]>();
  readonly #listeners = new Set<(event: HandsetEvent) => void>();
  readonly #keep: number;
  #lastId = 0;

  /** @param keep messages kept per handset. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Creates the handset on first use. @returns whether it is new. */
  use(number: string): boolean {
    if (this.#messages.has(number)) return false;
    this.#messages.set(number, []);
    this.#emit({ type: "handset", number });
    return true;
  }

  add(number: string, fields: Pick<HandsetMessage, "direction" | "from" | "to" | "text">): HandsetMessage {
    this.use(number);
    const code = fields.direction === "received" ? oneTimeCode(fields.text) : undefined;
    const at = new Date().toISOString();
    const message = { id: ++this.#lastId, at, ...fields, ...(code ? { code } : {}) };
    const messages = this.#messages.get(number) ?? [];
    messages.push(message);
    if (messages.length > this.#keep) messages.shift();
    this.#emit({ type: "message", number, message });
    return message;
  }

  /** The newest `limit` messages with an id above `since`, oldest first. */
  messages(number: string, since = 0, limit = this.#keep): readonly HandsetMessage[] {
    const messages = this.#messages.get(number) ?? [];
    return messages.filter(({ id }) => id > since).slice(-limit);
  }

  /** Handsets in the order of first use. */
  list(limit = this.#keep): readonly Handset[] {
    return [...this.#messages.keys()].map((number) => ({
      number,
      messages: this.messages(number, 0, limit),
    }));
  }

  /** Returns what ends the subscription. */
  subscribe(listener: (event: HandsetEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #emit(event: HandsetEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
