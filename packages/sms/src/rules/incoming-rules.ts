import type { Database, Transaction } from "@culver/storage";
import { type Keyword, keywordOf } from "./keyword.ts";
import type { KeywordAction } from "./keyword-table.ts";
import type { RuleLanguage } from "./language.ts";
import { type RuleReplyOptions, type RuleTexts, replyText } from "./replies.ts";
import type { Suppressions } from "./suppressions.ts";

const DAY_MS = 86_400_000;
/** How long an acted-on message is known again. */
const REMEMBER_MS = 30 * DAY_MS;
/** Answers to one phone from one number in a day: two programs that answer each other come to an end. */
const MAX_REPLIES = 6;
/** HELP changes nothing: it is answered once in so long. */
const HELP_MS = 60 * 60_000;

const PHONE = /^\+[1-9]\d{6,14}$/;
const REPLY_ID = "rule:";

/** A text from a phone. `id` is the same when a carrier delivers it again. */
export interface IncomingText {
  readonly id: string;
  /** The phone. */
  readonly from: string;
  /** Our number. */
  readonly to: string;
  readonly body:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "data"; readonly octets: Uint8Array };
}

/** To be sent with this id, which also exempts it from the list and from quiet hours. */
export interface RuleReply {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly language: RuleLanguage;
}

/** What the rules made of a text. */
export interface RuleOutcome {
  /**
   * It was a keyword and has been acted on: nothing else answers it. It still belongs in its chat when it has one, so
   * that the person there learns of it.
   */
  readonly handled: boolean;
  readonly action?: KeywordAction;
  readonly change?: "suppressed" | "resumed";
  readonly reply?: RuleReply;
}

export interface IncomingRulesOptions extends RuleReplyOptions {
  readonly database: Database;
  readonly suppressions: Suppressions;
  readonly countryOf: (phone: string) => string | undefined;
  readonly now: () => number;
}

type KeywordRow = { action: string; language: string; change: string; replied: number };

const NOT_HANDLED: RuleOutcome = { handled: false };
const ANSWER: Readonly<Record<KeywordAction, keyof RuleTexts>> = {
  stop: "stopped",
  "stop-all": "stopped",
  start: "resumed",
  yes: "resumed",
  help: "help",
};

/**
 * Takes keywords out of what phones write. The change and the fact that it was answered are one transaction, kept under
 * the message's id: told again after a crash, the same answer comes out with the same id.
 */
export class IncomingRules {
  readonly #options: IncomingRulesOptions;

  constructor(options: IncomingRulesOptions) {
    this.#options = options;
  }

  async takeIncoming(message: IncomingText): Promise<RuleOutcome> {
    if (message.body.kind !== "text") return NOT_HANDLED;
    const keyword = keywordOf(message.body.text, this.#options.countryOf(message.from));
    if (keyword === undefined) return NOT_HANDLED;
    return this.#options.database.transaction(async (tx) => {
      await tx.lock(`sms-keyword:${message.from}`);
      const [before] = await tx.query<KeywordRow>(
        "SELECT action, language, change, replied FROM sms_keywords WHERE incoming = ?",
        [message.id],
      );
      return this.#outcome(message, before ?? (await this.#act(tx, message, keyword)));
    });
  }

  /** Whether `id` is that of an answer of ours to `phone`. */
  async isReply(id: string | undefined, phone: string): Promise<boolean> {
    if (id?.startsWith(REPLY_ID) !== true) return false;
    const rows = await this.#options.database.query(
      "SELECT incoming FROM sms_keywords WHERE incoming = ? AND phone = ? AND replied = 1",
      [id.slice(REPLY_ID.length), phone],
    );
    return rows.length > 0;
  }

  async #act(tx: Transaction, message: IncomingText, { action, language }: Keyword): Promise<KeywordRow> {
    const change = await this.#change(tx, message, action);
    // START and YES with nothing to take back are words like any other.
    if (change === undefined && (action === "start" || action === "yes")) {
      return { action: "", language, change: "", replied: 0 };
    }
    const now = this.#options.now();
    const answered = await this.#answered(tx, message, now);
    const recently = answered.some((row) => row.action === "help" && row.at > now - HELP_MS);
    const wanted = action === "help" ? !recently : change !== undefined;
    const replied = wanted && answered.length < MAX_REPLIES && PHONE.test(message.from) ? 1 : 0;
    await tx.execute("DELETE FROM sms_keywords WHERE at < ?", [now - REMEMBER_MS]);
    await tx.execute(
      `INSERT INTO sms_keywords (incoming, ours, phone, action, language, change, replied, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [message.id, message.to, message.from, action, language, change ?? "", replied, now],
    );
    return { action, language, change: change ?? "", replied };
  }

  async #change(
    tx: Transaction,
    { from: phone, to: ours }: IncomingText,
    action: KeywordAction,
  ): Promise<RuleOutcome["change"]> {
    const { suppressions } = this.#options;
    if (action === "help") return undefined;
    if (action === "stop" || action === "stop-all") {
      const scope = action === "stop" ? ours : "";
      return (await suppressions.add({ ours: scope, phone, source: "keyword" }, tx))
        ? "suppressed"
        : undefined;
    }
    let resumed = false;
    for (const { ours: scope, source } of await suppressions.of(phone, ours, tx)) {
      // What the operator or a carrier has put there is not the phone's to take away.
      if (source !== "keyword" || (action === "yes" && scope === "")) continue;
      resumed = (await suppressions.remove(phone, scope, tx)) || resumed;
    }
    return resumed ? "resumed" : undefined;
  }

  #answered(tx: Transaction, { from, to }: IncomingText, now: number) {
    return tx.query<{ action: string; at: number }>(
      "SELECT action, at FROM sms_keywords WHERE phone = ? AND ours = ? AND at > ? AND replied = 1",
      [from, to, now - DAY_MS],
    );
  }

  #outcome(message: IncomingText, { action, language, change, replied }: KeywordRow): RuleOutcome {
    if (action === "") return NOT_HANDLED;
    const known = action as KeywordAction;
    const outcome = { handled: true, action: known };
    const spoken = language as RuleLanguage;
    const text = replyText(this.#options, spoken, ANSWER[known]);
    const reply = { id: REPLY_ID + message.id, from: message.to, to: message.from, text, language: spoken };
    return {
      ...outcome,
      ...(change === "" ? {} : { change: change as "suppressed" | "resumed" }),
      ...(replied === 0 ? {} : { reply }),
    };
  }
}
