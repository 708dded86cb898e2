import type { ClientEvent } from "../api.ts";
import { contactView } from "../contacts/contact-view.ts";
import { conversationView } from "../conversations/conversation-view.ts";
import { messageView } from "../conversations/message-view.ts";
import { contactTable } from "../records/contact-record.ts";
import { conversationTable } from "../records/conversation-record.ts";
import type { MessageRecord } from "../records/message-record.ts";
import type { Database } from "../store/database.ts";
import type { Transaction } from "../store/transaction.ts";
import type { Log } from "./log.ts";
import { Serial } from "./serial.ts";

/** Tells subscribers what transactions have changed, once they are committed, in order. */
export class Changes {
  readonly #db: Database;
  readonly #log: Log;
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  readonly #views = new Serial();
  readonly #conversations = new Set<string>();
  readonly #contacts = new Set<string>();

  constructor(db: Database, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: ClientEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log("listener.failed", { name: error instanceof Error ? error.name : "unknown" });
      }
    }
  }

  message(tx: Transaction, record: MessageRecord, isNew: boolean): void {
    tx.afterCommit(() => this.emit({ type: "message", message: messageView(record), isNew }));
  }

  /** Several changes of one conversation shortly after each other make one event. */
  conversation(tx: Transaction, id: string): void {
    tx.afterCommit(() => this.#schedule(this.#conversations, id, () => this.#emitConversation(id)));
  }

  contact(tx: Transaction, account: string): void {
    tx.afterCommit(() => this.#schedule(this.#contacts, account, () => this.#emitContact(account)));
  }

  #schedule(pending: Set<string>, key: string, emit: () => Promise<void>): void {
    if (pending.has(key)) return;
    pending.add(key);
    void this.#views
      .run(async () => {
        pending.delete(key);
        await emit();
      })
      .catch(() => this.#log("event.dropped"));
  }

  async #emitConversation(id: string): Promise<void> {
    const record = await conversationTable.get(this.#db, id);
    if (record === undefined || record.deleted) return;
    this.emit({ type: "conversation", conversation: await conversationView(this.#db, record) });
  }

  async #emitContact(account: string): Promise<void> {
    const record = await contactTable.get(this.#db, account);
    if (record !== undefined) this.emit({ type: "contact", contact: await contactView(this.#db, record) });
  }
}
