import type { SmsRefusalReason } from "@culver/protocol";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { advanceStatus } from "../receipts/status.ts";
import type { MessageRecord } from "../records/message-record.ts";
import { earlySmsStatusTable, type SmsStatusRecord, smsTextTable } from "../records/sms-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { noteOptOut } from "./opt-out.ts";
import { REFUSAL_WORDS } from "./refusal-words.ts";

/** What became of texts to phones: the gateway's answer, then what carriers say. They come in any order. */
export class SmsOutcomes {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #outbox: Outbox;

  constructor(context: Context, log: MessageLog, outbox: Outbox) {
    this.#context = context;
    this.#log = log;
    this.#outbox = outbox;
  }

  /** The gateway has it, safely. It stays `queued` until a carrier has it too. */
  async accepted(tx: Transaction, conversation: string, id: string): Promise<void> {
    await this.#leave(tx, id);
    await noteOptOut(this.#context, this.#log, tx, conversation, false);
    const message = await this.#log.find(tx, conversation, id);
    if (message !== undefined && message.acceptedAt === undefined)
      await this.#log.save(tx, { ...message, acceptedAt: this.#context.clock() });
  }

  /** The gateway does not take it, and never will under this id. */
  async refused(
    tx: Transaction,
    conversation: string,
    id: string,
    reason: SmsRefusalReason | undefined,
  ): Promise<void> {
    await this.#leave(tx, id);
    if (reason === "opted-out") await noteOptOut(this.#context, this.#log, tx, conversation, true);
    const failure = reason === undefined ? "The server did not take this text." : REFUSAL_WORDS[reason];
    const message = await this.#log.find(tx, conversation, id);
    if (message?.status === "queued") await this.#log.save(tx, { ...message, status: "failed", failure });
  }

  /** What a carrier says; kept for a while when it is about a text that has not come yet. */
  async status(tx: Transaction, id: string, status: SmsStatusRecord): Promise<void> {
    const text = await smsTextTable.get(tx, id);
    if (text === undefined) {
      const before = await earlySmsStatusTable.get(tx, id);
      if (before?.state !== "delivered") earlySmsStatusTable.put(tx, [id], status);
      return;
    }
    // Whatever became of the answer, the gateway has had it.
    await this.#leave(tx, id);
    const message = await this.#log.find(tx, text.conversation, id);
    if (message !== undefined) await this.#log.save(tx, withStatus(message, status));
  }

  /** A text of another own device has come: what was said about it before holds. */
  async withEarlyStatus(tx: Transaction, message: MessageRecord): Promise<void> {
    const early = await earlySmsStatusTable.get(tx, message.id);
    if (early === undefined) return;
    earlySmsStatusTable.delete(tx, message.id);
    await this.#log.save(tx, withStatus(message, early));
  }

  async #leave(tx: Transaction, id: string): Promise<void> {
    const item = await this.#outbox.find(tx, id);
    if (item?.content.kind === "sms") this.#outbox.remove(tx, item);
  }
}

/** A receipt from the phone is final; `failed` is final against `sent`, which may only be late. */
function withStatus(message: MessageRecord, { state, reason, at }: SmsStatusRecord): MessageRecord {
  if (!message.outgoing || message.status === "delivered") return message;
  const accepted = { ...message, acceptedAt: message.acceptedAt ?? at };
  if (state === "failed")
    return { ...accepted, status: "failed", failure: reason ?? "The text did not get there." };
  if (state === "sent" && message.status === "failed") return message;
  const { failure: _failure, ...rest } = accepted;
  const status = advanceStatus(message.status, state);
  return { ...rest, status, ...(state === "delivered" ? { deliveredAt: at } : {}) };
}
