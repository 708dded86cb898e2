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
 */
export class IncomingTaker {
  readonly #options: IncomingTakerOptions;
  readonly #handlers = new Set<Handler>();
  readonly #inHand = new Set<string>();

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
    const { journal, now } = this.#options;
    const { key, hex } = this.#claim(carrier, message);
    try {
      const id = (await this.#known(key)) ?? (await this.#write(key));
      const { from, to, body } = message;
      const incoming: SmsIncoming = { id, carrier, from, to, body, receivedAt: now() };
      await Promise.all([...this.#handlers].map((handler) => handler(incoming)));
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
