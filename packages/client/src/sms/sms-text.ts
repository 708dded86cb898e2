import { generateStanzaId, isValidE164, MAX_SMS_TEXT } from "@culver/protocol";
import type { Message, SendOptions } from "../api.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { messageView } from "../conversations/message-view.ts";
import { sentBefore } from "../conversations/sent-before.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { MessageRecord } from "../records/message-record.ts";
import { smsTextTable } from "../records/sms-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { findSmsConversation, type SmsConversationRecord } from "./require-sms-conversation.ts";
import { notOverSms } from "./sms-errors.ts";

/** What a person writes to a phone: into the conversation and into the outbox by one transaction. */
export class SmsTexts {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #outbox: Outbox;

  constructor(context: Context, log: MessageLog, outbox: Outbox) {
    this.#context = context;
    this.#log = log;
    this.#outbox = outbox;
  }

  /** Throws ClientError `empty_text`, `too_long`, `unknown_conversation`, `not_possible`, `not_over_sms` for a reply. */
  send(id: string, text: string, options: SendOptions): Promise<Message> {
    return this.#context.db.transact(async (tx) => messageView(await this.put(tx, id, text, options)));
  }

  /** Into the conversation and the outbox, unless it is there under the id asked for. Throws like `send`. */
  async put(tx: Transaction, id: string, text: string, options: SendOptions): Promise<MessageRecord> {
    if (options.replyTo !== undefined) throw notOverSms();
    checkText(text);
    const known = await sentBefore(tx, { log: this.#log, outbox: this.#outbox }, id, options.id);
    return known ?? this.#add(tx, await this.#writable(tx, id), text, options.id);
  }

  /**
   * Sends a text that failed once more, at the end of the conversation and under another id: to the gateway the old id is
   * the text that it has given up.
   */
  async retry(id: string, messageId: string): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const failed = await this.#log.find(tx, id, messageId);
      if (failed?.status !== "failed" || failed.body.kind !== "text") return;
      await this.#log.remove(tx, id, [messageId]);
      await this.#add(tx, await this.#writable(tx, id), failed.body.text);
    });
  }

  async #add(
    tx: Transaction,
    conversation: SmsConversationRecord,
    text: string,
    id = generateStanzaId(),
  ): Promise<MessageRecord> {
    const message = this.#append(tx, conversation, { kind: "text", text }, id);
    await this.queue(tx, message, text);
    return message;
  }

  /** Puts something into the conversation that goes out later, by `queue`. Throws like `send`. */
  async show(
    tx: Transaction,
    id: string,
    body: MessageRecord["body"],
    options: { readonly id: string; readonly replyTo?: string | undefined },
  ): Promise<MessageRecord> {
    if (options.replyTo !== undefined) throw notOverSms();
    return this.#append(tx, await this.#writable(tx, id), body, options.id);
  }

  /** `text` goes out for a message that the conversation has. */
  async queue(tx: Transaction, { id, conversation, sentAt }: MessageRecord, text: string): Promise<void> {
    const { sms } = await this.#writable(tx, conversation);
    smsTextTable.put(tx, [id], { at: sentAt, conversation });
    await this.#outbox.add(tx, conversation, id, { kind: "sms", to: sms.number, text });
  }

  #append(
    tx: Transaction,
    conversation: SmsConversationRecord,
    body: MessageRecord["body"],
    id: string,
  ): MessageRecord {
    const at = this.#context.clock();
    const { draft: _draft, ...rest } = conversation;
    const { message } = this.#log.append(tx, rest, {
      id,
      author: this.#context.keys.self.account,
      outgoing: true,
      at,
      status: "queued",
      body,
      reactions: [],
      starred: false,
      sentAt: at,
    });
    return message;
  }

  async #writable(tx: Transaction, id: string): Promise<SmsConversationRecord> {
    const conversation = await findSmsConversation(tx, id);
    if (conversation === undefined)
      throw new ClientError("unknown_conversation", "This chat does not exist.");
    if (!isValidE164(conversation.sms.number))
      throw new ClientError("not_possible", "This sender cannot be answered.");
    return conversation;
  }
}

function checkText(text: string): void {
  if (text.trim() === "") throw new ClientError("empty_text", "The message is empty.");
  if (text.length > MAX_SMS_TEXT)
    throw new ClientError("too_long", `An SMS has at most ${MAX_SMS_TEXT.toLocaleString("en")} characters.`);
}
