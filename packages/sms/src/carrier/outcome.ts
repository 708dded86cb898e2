import { AddressError } from "../smpp/address.ts";
import { LinkClosedError, NotSentError, PduError, SmppStatusError } from "../smpp/errors.ts";
import { statusName, statusWords } from "../smpp/statuses.ts";
import { outcomeClass } from "./outcome-class.ts";
import type { PartOutcome } from "./port.ts";

/** The code of what we did not submit, because our own route allows one number no more at this time. */
export const OWN_LIMIT = "RATE_PER_NUMBER";

type WithoutPart<T> = T extends unknown ? Omit<T, "part"> : never;

/** What became of one submit_sm; a payload submits several parts in one. */
export type Outcome = WithoutPart<PartOutcome>;

/** An outcome for each of `parts`, which one submission carried. */
export function outcomesOf(parts: readonly number[], outcome: Outcome): PartOutcome[] {
  const shared = outcome.kind === "accepted" && parts.length > 1 ? { ...outcome, together: true } : outcome;
  return parts.map((part) => ({ part, ...shared }));
}

/** The outcome of a submission that failed with `error`, as `SmppSession.request` throws it. */
export function failedOutcome(error: unknown): Outcome {
  if (error instanceof SmppStatusError) {
    const { status } = error;
    return { kind: outcomeClass(status), code: statusName(status), words: statusWords(status) };
  }
  // Thrown before anything was written: the message itself does not fit.
  if (error instanceof PduError) {
    return { kind: "permanent", code: statusName(error.status), words: error.message };
  }
  if (error instanceof AddressError) return { kind: "permanent", code: "ADDRESS", words: error.message };
  const isUnsent = error instanceof NotSentError || (error instanceof LinkClosedError && !error.sent);
  if (isUnsent) return { kind: "unsent", words: error.message };
  return { kind: "uncertain", words: error instanceof Error ? error.message : "submitting failed" };
}
