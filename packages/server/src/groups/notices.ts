import {
  conversationAddress,
  deviceListChanged,
  type Element,
  ensureValidConversationId,
  generateStanzaId,
} from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { DeviceDirectory } from "../devices/directory.ts";
import { Item, type Mailbox } from "../mailbox/mailbox.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import type { Stamp } from "../router/delivered.ts";

const AT_ONCE = 200;

type NoticeRow = { id: number; recipient: string; conversation: string; changed: string };

/** Messages from the server itself. */
export class Notices {
  readonly #database: Database;
  readonly #directory: DeviceDirectory;
  readonly #mailboxes: MailboxService;
  readonly #stamp: Stamp;
  readonly #domain: string;

  constructor(
    database: Database,
    directory: DeviceDirectory,
    mailboxes: MailboxService,
    stamp: Stamp,
    domain: string,
  ) {
    this.#database = database;
    this.#directory = directory;
    this.#mailboxes = mailboxes;
    this.#stamp = stamp;
    this.#domain = domain;
  }

  /** Sends a notice to every device of the accounts; resolves when it is durable. */
  async send(accounts: readonly string[], conversation: string, payload: Element): Promise<void> {
    const recipients: Mailbox[] = [];
    for (const account of new Set(accounts)) recipients.push(...(await this.#devices(account)));
    if (recipients.length === 0) return;
    const { commit } = this.#mailboxes;
    const seq = commit.nextSeq();
    commit.accept(new Item(seq, this.#frame(conversation, payload, seq), recipients));
    await commit.flush();
  }

  /** Puts the notices that changes have left behind into mailboxes. */
  async deliverStored(): Promise<void> {
    for (;;) {
      const rows = await this.#database.query<NoticeRow>(
        "SELECT id, recipient, conversation, changed FROM notices ORDER BY id LIMIT ?",
        [AT_ONCE],
      );
      if (rows.length === 0) return;
      const recipients = new Map<number, Mailbox[]>();
      for (const row of rows) recipients.set(row.id, await this.#devices(row.recipient));
      await this.#mailboxes.commit.run(rows.length, async (tx, firstSeq) => {
        const items: Item[] = [];
        for (const [at, row] of rows.entries()) {
          // Two may have read the same rows: whoever deletes one delivers it.
          const mine = await tx.execute("DELETE FROM notices WHERE id = ?", [row.id]);
          const devices = recipients.get(row.id) ?? [];
          if (mine === 0 || devices.length === 0) continue;
          const seq = firstSeq + at;
          items.push(
            new Item(seq, this.#frame(row.conversation, deviceListChanged(row.changed), seq), devices),
          );
        }
        return items;
      });
    }
  }

  /** Tells those who are to be told when this account has a device list again. */
  async deliverOwed(account: string): Promise<void> {
    const owed = await this.#database.transaction(async (tx) => {
      const rows = await tx.query<{ recipient: string; conversation: string }>(
        "DELETE FROM owed_notices WHERE account = ? RETURNING recipient, conversation",
        [account],
      );
      const notices = rows.map(({ recipient, conversation }) => [recipient, conversation, account]);
      await tx.insertMany("notices", ["recipient", "conversation", "changed"], notices);
      return rows.length;
    });
    if (owed > 0) await this.deliverStored();
  }

  async #devices(account: string): Promise<Mailbox[]> {
    const devices = await this.#directory.devices(account);
    return devices.map(({ device }) => this.#mailboxes.mailboxes.of(account, Number(device)));
  }

  #frame(conversation: string, payload: Element, seq: number): Uint8Array {
    ensureValidConversationId(conversation);
    const to = conversationAddress(conversation, this.#domain);
    const envelope = { type: undefined, id: generateStanzaId(), from: this.#domain, to };
    return this.#stamp.numbered(envelope, payload, seq);
  }
}
