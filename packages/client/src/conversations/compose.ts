import { generateStanzaId } from "@culver/protocol";
import type { Message, QuotedMessage, SendOptions } from "../api.ts";
import type { Reach } from "../attachments/attachment-body.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { applyOperation } from "../inbox/operations.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { encodePayload } from "../payload/encode-payload.ts";
import { MAX_PREVIEW, type PayloadHead } from "../payload/payload.ts";
import { choicesOf } from "../payload/rich/interactive.ts";
import { truncate } from "../payload/text-limits.ts";
import { contactTable } from "../records/contact-record.ts";
import { type ConversationRecord, conversationTable } from "../records/conversation-record.ts";
import { type MessageRecord, sentTable } from "../records/message-record.ts";
import { settingsOf } from "../settings/settings-row.ts";
import { notOverSms } from "../sms/sms-errors.ts";
import type { Reader, Transaction } from "../store/transaction.ts";
import { noteAnswered } from "./answered.ts";
import { contentOf, isWritten } from "./body-content.ts";
import { previewOf } from "./body-words.ts";
import { checkedBody, checkText, type PlainContent } from "./check-content.ts";
import { requireConversation } from "./conversation-rows.ts";
import type { MessageLog } from "./message-log.ts";
import { messageView } from "./message-view.ts";
import { appendNotice } from "./notices.ts";
import { sentBefore } from "./sent-before.ts";

/** An edit, deletion or reaction as this device makes it. */
type OwnOperation =
  | { readonly kind: "edit"; readonly target: string; readonly text: string }
  | { readonly kind: "delete"; readonly target: string }
  | { readonly kind: "react"; readonly target: string; readonly emoji: string };

/** What a person writes: into the conversation and into the outbox by one transaction. */
export class Compose {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #outbox: Outbox;

  constructor(context: Context, log: MessageLog, outbox: Outbox) {
    this.#context = context;
    this.#log = log;
    this.#outbox = outbox;
  }

  /** Anything without a file, or with one that `checkedBody` has not let through. Throws ClientError. */
  async send(id: string, content: PlainContent, options: SendOptions): Promise<Message> {
    const body = checkedBody(content, () => undefined);
    return this.#context.db.transact(async (tx) => messageView(await this.put(tx, id, body, options)));
  }

  /** Into the conversation and the outbox, unless it is there under the id asked for. Throws ClientError. */
  async put(
    tx: Transaction,
    id: string,
    body: MessageRecord["body"],
    options: SendOptions,
  ): Promise<MessageRecord> {
    const known = await this.known(tx, id, options.id);
    if (known !== undefined) return known;
    const message = await this.add(tx, id, body, options);
    await this.queue(tx, message, undefined);
    return message;
  }

  /** What was sent under an id of the caller's before. Throws ClientError. */
  known(reader: Reader, id: string, messageId: string | undefined): Promise<MessageRecord | undefined> {
    return sentBefore(reader, { log: this.#log, outbox: this.#outbox }, id, messageId);
  }

  /** Throws ClientError `not_possible` when the message is no question of somebody else's with this choice. */
  choose(id: string, messageId: string, choiceId: string): Promise<Message> {
    return this.#context.db.transact(async (tx) => {
      const asked = await this.#log.find(tx, id, messageId);
      const choices = asked?.body.kind === "interactive" ? choicesOf(asked.body.interactive) : [];
      const choice = choices.find((offered) => offered.id === choiceId);
      if (choice === undefined || asked?.author === this.#context.keys.self.account)
        throw new ClientError("not_possible", "This message has no such choice.");
      const message = await this.put(tx, id, { kind: "choice", choice }, { replyTo: messageId });
      await noteAnswered(this.#log, tx, id, messageId, choiceId);
      return messageView(message);
    });
  }

  /** Puts a message of this device's into the conversation, without sending it. Throws ClientError when nothing may be. */
  async add(
    tx: Transaction,
    id: string,
    body: MessageRecord["body"],
    options: { readonly id?: string | undefined; readonly replyTo?: string | undefined },
  ): Promise<MessageRecord> {
    const opened = await this.#writable(tx, id);
    const conversation =
      opened.nextPosition > 1
        ? opened
        : appendNotice(this.#context, this.#log, tx, opened, { type: "encrypted" });
    const quote = options.replyTo === undefined ? undefined : await this.#quote(tx, id, options.replyTo);
    const sentAt = this.#context.clock();
    const { draft: _draft, ...rest } = conversation;
    const { message } = this.#log.append(tx, rest, {
      id: options.id ?? generateStanzaId(),
      author: this.#context.keys.self.account,
      outgoing: true,
      at: sentAt,
      status: "queued",
      body,
      ...(quote === undefined ? {} : { replyTo: quote }),
      reactions: [],
      starred: false,
      sentAt,
    });
    return message;
  }

  /** Sends a message that failed once more, under the same id. */
  async retry(id: string, messageId: string): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      await this.#writable(tx, id);
      const message = await this.#log.find(tx, id, messageId);
      if (message?.status !== "failed") return;
      const { failure: _failure, ...rest } = message;
      const queued = { ...rest, status: "queued" as const };
      await this.#log.save(tx, queued);
      await this.queue(tx, queued, undefined);
    });
  }

  edit(id: string, target: string, text: string): Promise<void> {
    checkText(text);
    return this.#operate(id, { kind: "edit", target, text }, true);
  }

  deleteForAll(id: string, target: string): Promise<void> {
    return this.#operate(id, { kind: "delete", target }, true);
  }

  react(id: string, target: string, emoji: string): Promise<void> {
    return this.#operate(id, { kind: "react", target, emoji: truncate(emoji, 32) }, false);
  }

  async #operate(id: string, operation: OwnOperation, ownOnly: boolean): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const conversation = await this.#writable(tx, id);
      const self = this.#context.keys.self.account;
      const target = await this.#log.find(tx, id, operation.target);
      if (target === undefined || !isOpenTo(operation, target) || (ownOnly && target.author !== self))
        throw new ClientError("not_possible", "That is not possible with this message.");
      const head = await this.#head(tx, conversation, generateStanzaId(), this.#context.clock());
      const payload = { ...head, ...operation };
      await applyOperation(this.#context, this.#log, tx, id, { author: self, at: head.sentAt, payload });
      const bytes = encodePayload(payload);
      sentTable.put(tx, [id, head.id], {
        at: head.sentAt,
        position: conversation.nextPosition,
        payload: bytes,
      });
      await this.#outbox.add(tx, id, head.id, { kind: "payload", payload: bytes });
    });
  }

  /** What the conversation has goes out; its file, if it has one, can be had by `reach`. */
  async queue(tx: Transaction, message: MessageRecord, reach: Reach | undefined): Promise<void> {
    const conversation = await conversationTable.get(tx, message.conversation);
    const content = contentOf(message.body, reach);
    if (conversation === undefined || content === undefined) return;
    const { id, sentAt, replyTo } = message;
    const payload = encodePayload({
      ...(await this.#head(tx, conversation, id, sentAt)),
      ...content,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    conversationTable.put(tx, [conversation.id], this.#introduced(conversation));
    await this.#outbox.add(tx, conversation.id, id, { kind: "payload", payload });
  }

  /** The number and name ride along until the peer has answered, and when the name has changed. */
  async #head(
    tx: Transaction,
    conversation: ConversationRecord,
    id: string,
    sentAt: number,
  ): Promise<PayloadHead> {
    const { number, name } = this.#context.keys.self;
    const introduce = !conversation.answered || conversation.toldName !== name;
    const { compact } = await settingsOf(tx);
    return { id, sentAt, ...(introduce && { from: { number, name } }), ...(compact && { compact }) };
  }

  #introduced(conversation: ConversationRecord): ConversationRecord {
    return { ...conversation, toldName: this.#context.keys.self.name };
  }

  async #writable(tx: Transaction, id: string): Promise<ConversationRecord> {
    const conversation = await requireConversation(this.#context, tx, id);
    if (conversation === undefined)
      throw new ClientError("unknown_conversation", "This chat does not exist.");
    if (conversation.kind === "sms") throw notOverSms();
    const peer = conversation.peer === undefined ? undefined : await contactTable.get(tx, conversation.peer);
    if (peer?.blocked) throw new ClientError("blocked", "You have blocked this person.");
    return (await conversationTable.get(tx, id)) ?? conversation;
  }

  async #quote(tx: Transaction, id: string, messageId: string): Promise<QuotedMessage | undefined> {
    const quoted = await this.#log.find(tx, id, messageId);
    const preview = quoted === undefined ? undefined : previewOf(quoted.body);
    if (quoted === undefined || preview === undefined) return undefined;
    return { id: messageId, author: quoted.author, preview: truncate(preview, MAX_PREVIEW) };
  }
}

/** Only texts can be edited. */
function isOpenTo(operation: OwnOperation, { body }: MessageRecord): boolean {
  return body.kind === "text" || (isWritten(body) && operation.kind !== "edit");
}
