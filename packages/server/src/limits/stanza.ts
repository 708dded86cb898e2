import { el, NS_MAILBOX, StanzaError } from "@culver/protocol";
import { RateLimitedError } from "./rate-limited-error.ts";
import type { Charge, RateLimiter } from "./rate-limiter.ts";

/** Takes the charges. @throws {StanzaError} resource-constraint with `retry`, as the protocol has it. */
export async function takeOrRefuse(limiter: RateLimiter, charges: readonly Charge[]): Promise<void> {
  try {
    await limiter.take(charges);
  } catch (cause) {
    if (cause instanceof RateLimitedError) throw refusal(cause);
    throw cause;
  }
}

function refusal(cause: RateLimitedError): StanzaError {
  const app = el("retry", NS_MAILBOX, { after: String(cause.retryAfter) });
  return new StanzaError("resource-constraint", "too many requests", { app, cause });
}
