import { openSealed, sealTo } from "@culver/crypto";
import {
  decodeSmsQuote,
  type E164,
  encodeSmsContent,
  isValidE164,
  parseSmsQuoteAnswer,
  type SmsQuote as SealedQuote,
  StanzaError,
  smsQuoteRequest,
  smsRefusalReason,
} from "@culver/protocol";
import type { SmsQuote } from "../api.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import { ClientError, ConnectionLostError } from "../errors.ts";
import { conversationTable } from "../records/conversation-record.ts";
import type { GatewayKey } from "./gateway-key.ts";
import { noteOptOut } from "./opt-out.ts";
import { refusalWords } from "./refusal-words.ts";
import { changePhone } from "./require-sms-conversation.ts";
import { smsUnavailable } from "./sms-errors.ts";
import { textOptionsOf } from "./text-options.ts";

const KEEP_MS = 5 * 60_000;
const MOST_KEPT = 500;
const MOST_KEYS = 3;

interface KeptQuote {
  readonly at: number;
  /** Whether the phone had said STOP then. */
  readonly optedOut: boolean;
  readonly quote: SmsQuote;
}

/** What writing to phones takes: asked under seal, so that the server does not learn which phone it is about. */
export class Quotes {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #key: GatewayKey;
  readonly #onJoined: (conversation: string) => void;
  readonly #kept = new Map<string, KeptQuote>();

  /** `onJoined`: the number is said to be on Culver by now. */
  constructor(context: Context, log: MessageLog, key: GatewayKey, onJoined: (conversation: string) => void) {
    this.#onJoined = onJoined;
    this.#context = context;
    this.#log = log;
    this.#key = key;
  }

  /** Throws ClientError, StanzaError, SealError, ConnectionLostError. */
  async of(id: string): Promise<SmsQuote> {
    const phone = (await conversationTable.get(this.#context.db, id))?.sms;
    if (phone === undefined) throw new ClientError("unknown_conversation", "This chat does not exist.");
    const { number, optedOut = false } = phone;
    if (!isValidE164(number)) throw new ClientError("not_possible", "This sender cannot be answered.");
    const kept = this.#kept.get(id);
    const isFresh = kept?.optedOut === optedOut && this.#context.clock() - kept.at < KEEP_MS;
    if (isFresh) return kept.quote;
    const sealed = await this.#ask(number);
    const { refused, cost, currency, text } = sealed;
    const quote: SmsQuote = {
      ...(refused === undefined ? {} : { refused: refusalWords(refused) }),
      ...(cost === undefined ? {} : { cost }),
      ...(currency === undefined ? {} : { currency }),
      text: textOptionsOf(text),
    };
    await this.#note(id, sealed);
    if (refused === "on-culver") this.#onJoined(id);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(id, { at: this.#context.clock(), optedOut: refused === "opted-out", quote });
    return quote;
  }

  /** Something about the phone has changed: the next quote is asked for. */
  forget(id: string): void {
    this.#kept.delete(id);
  }

  async #ask(to: E164): Promise<SealedQuote> {
    for (let attempt = 1; ; attempt++) {
      const key = await this.#key.current();
      const question = await sealTo(key.publicKey, "sms-question", encodeSmsContent({ to }));
      try {
        const answer = await this.#context.wire.ask(
          "get",
          smsQuoteRequest({ key: key.id, sealed: question }),
        );
        if (answer === undefined) throw new ConnectionLostError("the answer to a quote is empty");
        const { hpke } = await this.#context.keys.identity();
        return decodeSmsQuote(await openSealed(hpke, "sms-quote", parseSmsQuoteAnswer(answer)));
      } catch (error) {
        const reason = error instanceof StanzaError ? smsRefusalReason(error.app) : undefined;
        if (reason === "unavailable") throw smsUnavailable();
        if (reason === undefined) throw error;
        if (reason !== "unknown-key") return { refused: reason };
        if (attempt === MOST_KEYS) throw error;
        await this.#key.forget(key.id);
      }
    }
  }

  async #note(id: string, { from, refused }: SealedQuote): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const phone = (await conversationTable.get(tx, id))?.sms;
      if (from !== undefined && phone?.from !== from)
        await changePhone(this.#context, tx, id, (record) => ({ ...record, from: from.slice(0, 20) }));
      await noteOptOut(this.#context, this.#log, tx, id, refused === "opted-out");
    });
  }
}
