import { child, type Element, el } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_SMS } from "../namespaces.ts";

/** Why a text was not taken, and the stanza error that says it to those who do not know the reason. */
const CONDITIONS = {
  /** Sealed to a key that is gone: ask for `info` and seal again. */
  "unknown-key": "item-not-found",
  /** Every number of the pool already speaks to this phone for somebody else. */
  "pool-exhausted": "resource-constraint",
  /** The phone has said STOP to this sender. */
  "opted-out": "forbidden",
  /** No carrier goes there, or the operator has closed the prefix. */
  "no-route": "not-acceptable",
  "too-long": "policy-violation",
  "not-a-number": "bad-request",
  /** It is on Culver: write to the account instead. */
  "on-culver": "gone",
  "too-many": "resource-constraint",
  /** This server sends no SMS for people. */
  unavailable: "service-unavailable",
} as const;

export type SmsRefusalReason = keyof typeof CONDITIONS;

/** A refusal with `<refused reason/>` as application condition. */
export function smsRefusal(reason: SmsRefusalReason, text?: string): StanzaError {
  return new StanzaError(CONDITIONS[reason], text, { app: el("refused", NS_SMS, { reason }) });
}

/** The reason of a refusal; undefined when there is none we know. */
export function smsRefusalReason(app: Element | undefined): SmsRefusalReason | undefined {
  const refused =
    app?.name === "refused" && app.xmlns === NS_SMS ? app : app && child(app, "refused", NS_SMS);
  const reason = refused?.attrs.reason;
  return reason !== undefined && Object.hasOwn(CONDITIONS, reason) ? (reason as SmsRefusalReason) : undefined;
}
