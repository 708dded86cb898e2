import { randomUUID } from "node:crypto";
import type { Database } from "@culver/storage";
import type { CarrierIncoming } from "../carrier/port.ts";
import type { Journal } from "../queue/journal.ts";
import type { Vault } from "../vault/vault.ts";
import { SmsUnavailableError } from "./errors.ts";
import type { SmsIncoming } from "./message.ts";

type Handler = (incoming: SmsIncoming) => void | Promise<void>;

export interface IncomingTakerOptions {
  readonly database: Database;
  readonly journal: Journal;
  readonly vault: Vault;
  readonly now: () => number;
}

/**
 * Hands incoming messages to the handlers. Before that the id is written down under a keyed hash of the message, and
 * taken away when all handlers have resolved: a message that is delivered again after a crash between has the same id.
 * What the carrier names by an id of its own is remembered for days after it was taken.
 */
export class IncomingTaker {
  readonly #options: IncomingTakerOptions;
  readonly #handlers = new Set<Handler>();
  readonly #inHand = new Set<string>();
  /** What carriers name and handlers have in hand. */
  readonly #named = new Map<string, Promise<void>>();

  constructor(options: IncomingTakerOptions) {
    this.#options = options;
  }

  add(handler: Handler): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  /** Resolves when every handler has. @throws SmsUnavailableError without a handler; what a handler throws. */
  async take(carrier: string, message: CarrierIncoming): Promise<void> {
    if (this.#handlers.size === 0) throw new SmsUnavailableError("no handler takes incoming messages");
    if (message.id !== undefined) return this.#takeNamed(carrier, message, message.id);
    const { journal } = this.#options;
    const { key, hex } = this.#claim(carrier, message);
    try {
      await this.#handle((await this.#known(key)) ?? (await this.#write(key)), carrier, message);
      // After the answer has been written: a crash before leaves the row, and the id with it.
      setImmediate(() => {
        journal.handledIncoming(key);
        journal.afterCommit(() => this.#inHand.delete(hex));
      });
    } catch (error) {
      this.#inHand.delete(hex);
      throw error;
    }
  }

  async #handle(id: string, carrier: string, { from, to, body }: CarrierIncoming): Promise<void> {
    const incoming: SmsIncoming = { id, carrier, from, to, body, receivedAt: this.#options.now() };
    await Promise.all([...this.#handlers].map((handler) => handler(incoming)));
  }

  /** Once for each name, however often and however late it is brought, also while the first is being taken. */
  async #takeNamed(carrier: string, message: CarrierIncoming, name: string): Promise<void> {
    const key = this.#options.vault.hash(carrier, "named", name);
    const hex = Buffer.from(key).toString("hex");
    const before = this.#named.get(hex);
    if (before) return before;
    const taking = this.#takeOnce(key, hex, carrier, message);
    this.#named.set(hex, taking);
    try {
      await taking;
    } finally {
      this.#named.delete(hex);
    }
  }

  /** The id follows from the name: a crash before it is written down that it was taken changes nothing. */
  async #takeOnce(key: Uint8Array, id: string, carrier: string, message: CarrierIncoming): Promise<void> {
    const { database, journal, now } = this.#options;
    const rows = await database.query("SELECT at FROM sms_taken WHERE key = ?", [key]);
    if (rows.length > 0) return;
    await this.#handle(id, carrier, message);
    journal.taken(key, now());
    await journal.committed();
  }

  /** Equal messages at the same time are different messages: each has a key of its own, by its place among them. */
  #claim(carrier: string, { from, to, body }: CarrierIncoming): { key: Uint8Array; hex: string } {
    const octets = body.kind === "text" ? Buffer.from(body.text) : body.octets;
    for (let place = 0; ; place++) {
      const key = this.#options.vault.hash(carrier, from, to, body.kind, octets, String(place));
      const hex = Buffer.from(key).toString("hex");
      if (this.#inHand.has(hex)) continue;
      this.#inHand.add(hex);
      return { key, hex };
    }
  }

  /** As long as a carrier brings it again, it is not forgotten: whoever refuses it counts the time it has waited. */
  async #known(key: Uint8Array): Promise<string | undefined> {
    const { database, now } = this.#options;
    const [row] = await database.query<{ id: string }>("SELECT id FROM sms_incoming WHERE key = ?", [key]);
    if (row !== undefined)
      await database.execute("UPDATE sms_incoming SET at = ? WHERE key = ?", [now(), key]);
    return row?.id;
  }

  async #write(key: Uint8Array): Promise<string> {
    const { journal, now } = this.#options;
    const id = randomUUID();
    journal.incoming(key, id, now());
    await journal.committed();
    return id;
  }
}
