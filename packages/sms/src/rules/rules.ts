import type { Database } from "@culver/storage";
import { IncomingRules, type IncomingText, type RuleOutcome } from "./incoming-rules.ts";
import type { Purpose, QuietHours } from "./quiet-hours.ts";
import type { RuleReplyOptions } from "./replies.ts";
import { SuppressionLookup } from "./suppression-lookup.ts";
import { Suppressions } from "./suppressions.ts";

export interface SmsRulesOptions extends RuleReplyOptions {
  /** The gateway's, open, with RULES_MIGRATIONS applied. */
  readonly database: Database;
  /** ISO 3166 of a number. */
  readonly countryOf: (phone: string) => string | undefined;
  /** None: texts go at any hour. */
  readonly quietHours?: QuietHours | undefined;
  readonly now?: (() => number) | undefined;
}

/** A text about to be sent. */
export interface OutgoingText {
  readonly id?: string | undefined;
  readonly to: string;
  readonly from: string;
  readonly purpose: Purpose;
}

/** What the rules say of a text about to be sent. */
export type SendVerdict =
  | { readonly kind: "send" }
  /** Final: the phone wants nothing from this number. */
  | { readonly kind: "refused"; readonly reason: "opted-out"; readonly words: string }
  /** Milliseconds since 1970; it is to be asked for again then. */
  | { readonly kind: "wait"; readonly until: number };

export interface SmsRules {
  readonly suppressions: Suppressions;
  /** Before an incoming text is acknowledged: its effect is committed when this resolves. */
  takeIncoming(message: IncomingText): Promise<RuleOutcome>;
  /** Before every submission. One-time codes and our answers to keywords pass; quiet hours never hold those back. */
  checkOutgoing(message: OutgoingText): Promise<SendVerdict>;
}

/** STOP and its like, who is on the list, and the hours at which nobody is written to. */
export function createSmsRules({ quietHours, now = Date.now, ...options }: SmsRulesOptions): SmsRules {
  const suppressions = new Suppressions(options.database, now);
  const lookup = new SuppressionLookup(options.database);
  const incoming = new IncomingRules({ ...options, suppressions, now });
  return {
    suppressions,
    takeIncoming: (message) => incoming.takeIncoming(message),
    async checkOutgoing({ id, to, from, purpose }) {
      if (purpose === "code" || (await incoming.isReply(id, to))) return { kind: "send" };
      if (await lookup.has(to, from)) {
        return { kind: "refused", reason: "opted-out", words: "This phone wants no texts from this number." };
      }
      if (quietHours?.applies(purpose) !== true) return { kind: "send" };
      const at = now();
      const until = quietHours.until(to, at);
      return until > at ? { kind: "wait", until } : { kind: "send" };
    },
  };
}
