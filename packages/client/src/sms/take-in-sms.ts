import { openSealed, SealError } from "@culver/crypto";
import {
  decodeSmsIncoming,
  decodeSmsOutgoing,
  type Element,
  parseSealedSms,
  parseSmsStatus,
  type SealedSms,
  SmsContentError,
} from "@culver/protocol";
import { noteAttachment } from "../attachments/note-attachment.ts";
import { bodyOf } from "../conversations/body-content.ts";
import type { MessageLog, UnplacedMessage } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import { cleanText } from "../payload/clean-text.ts";
import { MAX_TEXT } from "../payload/payload.ts";
import { truncate } from "../payload/text-limits.ts";
import { seenTable } from "../records/message-record.ts";
import { smsTextTable } from "../records/sms-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { linkedFile } from "./linked-file.ts";
import { noteOptOut } from "./opt-out.ts";
import { requireSmsConversation } from "./require-sms-conversation.ts";
import { smsConversationId, UNKNOWN_PHONE } from "./sms-conversation-id.ts";
import type { SmsOutcomes } from "./sms-outcomes.ts";

/** Senders have numbers, short codes or names of at most eleven characters (TS 23.040 section 9.1.2.5). */
const SENDER = /^[+0-9A-Za-z._-]{1,20}$/;

/** What the server brings about SMS: each id once, opened and written by the inbox's transaction. */
export class SmsIntake {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #outcomes: SmsOutcomes;
  readonly #serverUrl: string;

  /** `serverUrl` has no slash at its end. */
  constructor(context: Context, log: MessageLog, outcomes: SmsOutcomes, serverUrl: string) {
    this.#serverUrl = serverUrl;
    this.#context = context;
    this.#log = log;
    this.#outcomes = outcomes;
  }

  /** The payload of a message from the server. Throws StanzaError. */
  async takeIn(tx: Transaction, payload: Element): Promise<void> {
    if (payload.name === "status") {
      const { id, state, reason, at } = parseSmsStatus(payload);
      const words = reason === undefined ? {} : { reason: truncate(cleanText(reason), 300) };
      return this.#outcomes.status(tx, id, { state, at, ...words });
    }
    if (payload.name !== "incoming" && payload.name !== "copy") return;
    const sealed = parseSealedSms(payload);
    if (await seenTable.has(tx, "sms", sealed.kind, sealed.id)) return;
    seenTable.put(tx, ["sms", sealed.kind, sealed.id], this.#context.clock());
    try {
      if (sealed.kind === "incoming") await this.#incoming(tx, sealed);
      else await this.#copy(tx, sealed);
    } catch (error) {
      if (!(error instanceof SealError || error instanceof SmsContentError)) throw error;
      await this.#unreadable(tx, sealed);
    }
  }

  async #incoming(tx: Transaction, sealed: SealedSms): Promise<void> {
    const content = decodeSmsIncoming(await this.#open(sealed));
    if (content.id !== sealed.id || !SENDER.test(content.from))
      throw new SmsContentError("another text's seal, or no sender");
    const opened = await requireSmsConversation(this.#context, this.#log, tx, content.from);
    if ((await this.#log.find(tx, opened.id, sealed.id)) !== undefined) return;
    const from = SENDER.test(content.to) ? { from: content.to } : {};
    const conversation = { ...opened, sms: { ...opened.sms, ...from } };
    this.#log.append(tx, conversation, {
      ...newMessage(sealed),
      author: opened.id,
      outgoing: false,
      status: "received",
      body: { kind: "text", text: shown(content.text) },
    });
    if (content.optedOut !== undefined)
      await noteOptOut(this.#context, this.#log, tx, opened.id, content.optedOut);
  }

  /** What another own device has sent: the gateway has it already. */
  async #copy(tx: Transaction, sealed: SealedSms): Promise<void> {
    const content = decodeSmsOutgoing(await this.#open(sealed));
    if (content.id !== sealed.id) throw new SmsContentError("another text's seal");
    if (await smsTextTable.has(tx, sealed.id)) return;
    const conversation = await requireSmsConversation(this.#context, this.#log, tx, content.to);
    smsTextTable.put(tx, [sealed.id], { at: sealed.at, conversation: conversation.id });
    const file = linkedFile(content.text, this.#serverUrl);
    if (file !== undefined) await noteAttachment(tx, conversation.id, sealed.id, file);
    const { message } = this.#log.append(tx, conversation, {
      ...newMessage(sealed),
      author: this.#context.keys.self.account,
      outgoing: true,
      status: "queued",
      body: file === undefined ? { kind: "text", text: shown(content.text) } : bodyOf(file),
      acceptedAt: sealed.at,
    });
    await this.#outcomes.withEarlyStatus(tx, message);
  }

  async #open({ kind, id, sealed }: SealedSms): Promise<Uint8Array> {
    const { hpke } = await this.#context.keys.identity();
    const purpose = kind === "incoming" ? "sms-incoming" : "sms-copy";
    return openSealed(hpke, purpose, sealed, new TextEncoder().encode(id));
  }

  /** Nobody can send it again: the line stays, so that the person knows that a text has come. */
  async #unreadable(tx: Transaction, sealed: SealedSms): Promise<void> {
    this.#context.faults.count("unreadable-sms");
    const conversation = await requireSmsConversation(this.#context, this.#log, tx, UNKNOWN_PHONE);
    if ((await this.#log.find(tx, conversation.id, sealed.id)) !== undefined) return;
    const outgoing = sealed.kind === "copy";
    this.#log.append(tx, conversation, {
      ...newMessage(sealed),
      author: outgoing ? this.#context.keys.self.account : smsConversationId(UNKNOWN_PHONE),
      outgoing,
      status: outgoing ? "sent" : "received",
      body: { kind: "undecryptable", since: this.#context.clock() },
    });
  }
}

function newMessage({
  id,
  at,
}: SealedSms): Pick<UnplacedMessage, "id" | "at" | "sentAt" | "reactions" | "starred"> {
  return { id, at, sentAt: at, reactions: [], starred: false };
}

function shown(text: string): string {
  return truncate(cleanText(text), MAX_TEXT);
}
