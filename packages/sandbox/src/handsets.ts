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
  /** Empty when it is data. */
  readonly text: string;
  /** Short messages it travelled in. */
  readonly parts: number;
  /** Of a binary message: the user data of each part in base64, header included, in order. */
  readonly data?: { readonly port?: number; readonly userData: readonly string[] };
  /** The one-time code in it, if any. */
  readonly code?: string;
  /** Sent, and no gateway has taken it yet. */
  readonly waiting?: true;
}

export interface Handset {
  readonly number: string;
  /** Whether it is switched on. */
  readonly on: boolean;
  readonly messages: readonly HandsetMessage[];
}

export type HandsetEvent =
  | { readonly type: "handset"; readonly number: string; readonly on: boolean }
  /** New, or changed. */
  | { readonly type: "message"; readonly number: string; readonly message: HandsetMessage };

/** What a new message is made of; without `at` it is of now. */
export type NewMessage = Omit<HandsetMessage, "id" | "at" | "code"> & { readonly at?: string };

/** The handsets in use and their recent messages, in memory only. */
export class Handsets {
  readonly #messages = new Map<string, HandsetMessage[]>();
  readonly #off = new Set<string>();
  readonly #listeners = new Set<(event: HandsetEvent) => void>();
  readonly #keep: number;
  #lastId = 0;

  /** @param keep messages kept per handset. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Creates the handset on first use, switched on. @returns whether it is new. */
  use(number: string): boolean {
    if (this.#messages.has(number)) return false;
    this.#messages.set(number, []);
    this.#emit({ type: "handset", number, on: this.isOn(number) });
    return true;
  }

  /** A number nobody has used is on: its handset comes with the first message. */
  isOn(number: string): boolean {
    return !this.#off.has(number);
  }

  /** @returns whether that changed anything. */
  switch(number: string, on: boolean): boolean {
    this.use(number);
    if (this.isOn(number) === on) return false;
    if (on) this.#off.delete(number);
    else this.#off.add(number);
    this.#emit({ type: "handset", number, on });
    return true;
  }

  add(number: string, fields: NewMessage): HandsetMessage {
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

  /** A sent message has been taken by a gateway. */
  taken(number: string, id: number): void {
    const messages = this.#messages.get(number) ?? [];
    const index = messages.findIndex((message) => message.id === id);
    const found = messages[index];
    if (!found) return;
    const { waiting: _, ...message } = found;
    messages[index] = message;
    this.#emit({ type: "message", number, message });
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
      on: this.isOn(number),
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
