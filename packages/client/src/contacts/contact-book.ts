import { directConversation, isValidAccountId } from "@culver/protocol";
import type { Contact } from "../api.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { type ContactRecord, contactTable, newContact } from "../records/contact-record.ts";
import { conversationTable } from "../records/conversation-record.ts";
import { contactTitle, contactView } from "./contact-view.ts";

/** The people this device knows. */
export class ContactBook {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** By title. */
  async all(): Promise<readonly Contact[]> {
    const rows = await contactTable.rows(this.#context.db);
    const self = this.#context.keys.record?.account;
    const contacts = await Promise.all(
      rows.filter((row) => row.account !== self).map((row) => contactView(this.#context.db, row)),
    );
    const collator = new Intl.Collator(undefined, { sensitivity: "base" });
    return contacts.sort((a, b) => collator.compare(contactTitle(a), contactTitle(b)));
  }

  async setName(account: string, name: string): Promise<void> {
    const trimmed = name.trim().slice(0, 100);
    await this.#change(account, ({ name: _name, ...rest }) =>
      trimmed === "" ? rest : { ...rest, name: trimmed },
    );
  }

  async block(account: string, blocked: boolean): Promise<void> {
    await this.#change(account, (contact) => ({ ...contact, blocked }));
  }

  async #change(account: string, change: (contact: ContactRecord) => ContactRecord): Promise<void> {
    if (!isValidAccountId(account)) throw new ClientError("unknown_account", "This account is not known.");
    await this.#context.db.transact(async (tx) => {
      contactTable.put(tx, [account], change((await contactTable.get(tx, account)) ?? newContact(account)));
      this.#context.changes.contact(tx, account);
      const conversation = directConversation(account, this.#context.keys.self.account);
      if (await conversationTable.has(tx, conversation)) this.#context.changes.conversation(tx, conversation);
    });
  }
}
