import { isValidE164 } from "@culver/protocol";
import type { Directory } from "../contacts/directory.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { appendNotice } from "../conversations/notices.ts";
import type { Context } from "../core/context.ts";
import { directoryTable } from "../records/contact-record.ts";
import { conversationTable } from "../records/conversation-record.ts";
import { findSmsConversation } from "./require-sms-conversation.ts";
import { smsConversationId } from "./sms-conversation-id.ts";

const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 3_600_000;

/** Phones whose number has an account by now: their chats offer to go on encrypted, and do no more than offer. */
export class JoinedPhones {
  readonly #context: Context;
  readonly #directory: Directory;
  readonly #log: MessageLog;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(context: Context, directory: Directory, log: MessageLog) {
    this.#context = context;
    this.#directory = directory;
    this.#log = log;
  }

  /** Online: asks about each phone once a day. */
  open(): void {
    this.stop();
    const look = () => void this.askDue().catch(() => this.#context.log("joined.unasked"));
    this.#timer = setInterval(look, LOOK_EVERY_MS);
    look();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async askDue(): Promise<void> {
    const now = this.#context.clock();
    const rows = await conversationTable.rows(this.#context.db);
    await this.ask(
      rows.flatMap(({ sms, deleted }) =>
        sms !== undefined && !deleted && now - (sms.askedAt ?? 0) >= DAY_MS ? [sms.number] : [],
      ),
    );
  }

  /** `anew`: what the directory answered a while ago is known to be over. Throws StanzaError, ConnectionLostError. */
  async ask(phones: readonly string[], anew = false): Promise<void> {
    const numbers = phones.filter((number) => isValidE164(number));
    if (numbers.length === 0) return;
    if (anew)
      await this.#context.db.transact(async (tx) => {
        for (const number of numbers) directoryTable.delete(tx, number);
      });
    for (const { number, contact } of await this.#directory.lookup(numbers, undefined))
      await this.#note(number, contact?.account);
  }

  async #note(number: string, account: string | undefined): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const conversation = await findSmsConversation(tx, smsConversationId(number));
      if (conversation === undefined) return;
      const { joined: before, ...phone } = conversation.sms;
      const sms = {
        ...phone,
        askedAt: this.#context.clock(),
        ...(account === undefined ? {} : { joined: account }),
      };
      const changed = { ...conversation, sms };
      conversationTable.put(tx, [conversation.id], changed);
      if (before === account) return;
      this.#context.changes.conversation(tx, conversation.id);
      if (account !== undefined)
        appendNotice(this.#context, this.#log, tx, changed, { type: "joined", account });
    });
  }
}
