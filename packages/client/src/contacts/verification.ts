import {
  compareSafetyQr,
  formatSafetyNumber,
  type SafetyNumberParty,
  safetyNumber,
  safetyQrPayload,
} from "@culver/crypto";
import { directConversation } from "@culver/protocol";
import type { SafetyNumber } from "../api.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { appendNotice } from "../conversations/notices.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { contactTable, newContact } from "../records/contact-record.ts";
import { conversationTable } from "../records/conversation-record.ts";
import type { DeviceLists } from "./device-lists.ts";

/** Comparing account keys by a number or a QR code. */
export class Verification {
  readonly #context: Context;
  readonly #lists: DeviceLists;
  readonly #log: MessageLog;

  constructor(context: Context, lists: DeviceLists, log: MessageLog) {
    this.#context = context;
    this.#lists = lists;
    this.#log = log;
  }

  async number(account: string): Promise<SafetyNumber> {
    const { own, other } = await this.#parties(account);
    const digits = formatSafetyNumber(await safetyNumber(own, other));
    const contact = await contactTable.get(this.#context.db, account);
    return {
      groups: digits.split(/\s+/).filter((group) => group !== ""),
      qr: await safetyQrPayload(own, other),
      verified: contact?.verified === true,
    };
  }

  /** Whether the scanned code shows the same two keys. */
  async compare(account: string, scanned: Uint8Array): Promise<boolean> {
    const { own, other } = await this.#parties(account);
    return (await compareSafetyQr(scanned, own, other)) === "match";
  }

  async set(account: string, verified: boolean): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const contact = (await contactTable.get(tx, account)) ?? newContact(account);
      if (contact.verified === verified) return;
      contactTable.put(tx, [account], { ...contact, verified });
      this.#context.changes.contact(tx, account);
      const id = directConversation(account, this.#context.keys.self.account);
      const conversation = await conversationTable.get(tx, id);
      if (conversation === undefined) return;
      if (verified) appendNotice(this.#context, this.#log, tx, conversation, { type: "verified", account });
      this.#context.changes.conversation(tx, id);
    });
  }

  async #parties(account: string): Promise<{ own: SafetyNumberParty; other: SafetyNumberParty }> {
    const { accountKey } = await this.#context.keys.identity();
    const pin = (await this.#lists.pinned(account)) ?? (await this.#fetch(account));
    return {
      own: { account: this.#context.keys.self.account, accountKey },
      other: { account, accountKey: pin.accountKey },
    };
  }

  async #fetch(account: string) {
    const pin = await this.#lists.refresh(account);
    if (pin !== undefined) return pin;
    throw new ClientError("unknown_account", "This person has no devices on the server.");
  }
}
