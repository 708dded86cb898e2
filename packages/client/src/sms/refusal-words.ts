import type { SmsRefusalReason } from "@culver/protocol";

/** What a person is told about a text that was not taken. */
export const REFUSAL_WORDS: Readonly<Record<SmsRefusalReason, string>> = {
  "unknown-key": "The text could not be sealed for the gateway. Try again.",
  "pool-exhausted":
    "Every number this server writes from already speaks to this phone for somebody else. Ask the operator for more numbers.",
  "opted-out": "This phone has said STOP: it gets no more texts from you until it says START.",
  "no-route": "No carrier of this server reaches this number.",
  "too-long": "The text is too long for SMS.",
  "not-a-number": "This number cannot be reached by SMS.",
  "on-culver": "This number is on Culver now: go on in the encrypted chat.",
  "too-many": "You have sent as many SMS as this server allows for now. Try again later.",
  unavailable: "This server sends no SMS for people.",
};

/** As a gateway names the reason inside a seal; words for one that is not known here. */
export function refusalWords(reason: string): string {
  return Object.hasOwn(REFUSAL_WORDS, reason)
    ? REFUSAL_WORDS[reason as SmsRefusalReason]
    : "This number cannot be written to.";
}
