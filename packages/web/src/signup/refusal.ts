import { waitTime } from "../lib/format-time.ts";
import { words } from "../words/index.ts";

/** Why the server or the network said no. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: number;
  readonly triesLeft?: number;
}

export function refusalOf(error: unknown): Refusal {
  const shape = (typeof error === "object" && error !== null ? error : {}) as Partial<Refusal>;
  return {
    code: shape.code ?? "internal",
    message: shape.message ?? String(error),
    ...(shape.retryAfter !== undefined && { retryAfter: shape.retryAfter }),
    ...(shape.triesLeft !== undefined && { triesLeft: shape.triesLeft }),
  };
}

/** A refusal in words; the server's own where there are none better. */
export function refusalText({ code, message, retryAfter, triesLeft }: Refusal): string {
  const wait = retryAfter === undefined ? undefined : waitTime(retryAfter);
  switch (code) {
    case "wrong_code":
      return words.signUp.wrongCode(triesLeft);
    case "code_expired":
      return words.signUp.expired;
    case "rate_limited":
      return wait === undefined ? message : words.signUp.rateLimited(wait);
    case "wrong_pin":
      return words.signUp.wrongPin(wait);
    case "network":
    case "offline":
      return words.signUp.offline;
    default:
      return message;
  }
}
