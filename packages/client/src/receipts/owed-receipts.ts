import { generateStanzaId } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { owedReceiptTable } from "../records/outbox-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** Milliseconds for which receipts are gathered. */
const GATHER_MS = 50;
/** Ids in one stanza. */
const MOST_IDS = 50;
const READ_LIMIT = 1_000;

/** Delivery receipts (XEP-0184) this device owes: written with the message, gathered into outbox items. */
export class OwedReceipts {
  readonly #context: Context;
  readonly #outbox: Outbox;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, outbox: Outbox) {
    this.#context = context;
    this.#outbox = outbox;
  }

  owe(tx: Transaction, conversation: string, author: string, id: string): void {
    owedReceiptTable.put(tx, [conversation, author, id], true);
    tx.afterCommit(() => this.schedule());
  }

  /** Also at start: a crash may have come between the message and the gathering. */
  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.gather().catch(() => this.#context.log("receipts.failed"));
    }, GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async gather(): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const owed = await owedReceiptTable.list(tx, [], { limit: READ_LIMIT });
      const byAuthor = new Map<string, string[]>();
      for (const { key } of owed) {
        const [conversation = "", author = "", ...rest] = key.split("/");
        const id = rest.join("/");
        const group = `${conversation}/${author}`;
        byAuthor.set(group, [...(byAuthor.get(group) ?? []), id]);
        owedReceiptTable.delete(tx, conversation, author, id);
      }
      for (const [group, ids] of byAuthor) {
        const [conversation = "", account = ""] = group.split("/");
        for (let start = 0; start < ids.length; start += MOST_IDS) {
          const some = ids.slice(start, start + MOST_IDS);
          await this.#outbox.add(tx, conversation, generateStanzaId(), {
            kind: "received",
            account,
            ids: some,
          });
        }
      }
      if (owed.length === READ_LIMIT) tx.afterCommit(() => this.schedule());
    });
  }
}
