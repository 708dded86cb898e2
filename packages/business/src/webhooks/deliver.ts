import { guardedRequest, OutgoingError } from "../outgoing/index.ts";
import { endpointUrl } from "./endpoint.ts";
import { type Change, envelope } from "./envelope.ts";
import type { WebhookQueueOptions, WebhookTuning } from "./options.ts";
import { signatureHeaders } from "./signature.ts";
import type { DeliveryFailure } from "./tally.ts";
import type { WebhookTarget } from "./target.ts";

/** What came of one POST; without `failure` it was taken. */
export interface Outcome {
  readonly status: number | null;
  readonly failure: DeliveryFailure | null;
  readonly bytes: number;
  readonly latencyMs: number;
}

/**
 * Posts one body. Only 200 is success, and it is decisive at the answer's head: what a receiver sends after it is not
 * waited for. Redirects are not followed. Never throws.
 */
export async function deliver(
  target: WebhookTarget,
  changes: readonly Change[],
  { secretOf, reach = {} }: Pick<WebhookQueueOptions, "secretOf" | "reach">,
  { timeoutMs }: Pick<WebhookTuning, "timeoutMs">,
  signal: AbortSignal,
): Promise<Outcome> {
  const began = performance.now();
  let bytes = 0;
  const outcome = (status: number | null, failure: DeliveryFailure | null): Outcome => ({
    status,
    failure,
    bytes,
    latencyMs: Math.round(performance.now() - began),
  });
  try {
    const secret = await secretOf(target.app);
    if (secret === undefined) return outcome(null, "secret");
    const body = envelope(changes);
    bytes = body.length;
    const { status } = await guardedRequest(endpointUrl(target.url, reach.allow ?? []), {
      ...reach,
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "culver-webhooks",
        Accept: "*/*",
        ...signatureHeaders(secret, body),
      },
      body,
      timeoutMs,
      idleMs: timeoutMs,
      maxRedirects: 0,
      headOnly: true,
      signal,
    });
    return outcome(status, status === 200 ? null : statusClass(status));
  } catch (error) {
    return outcome(null, error instanceof OutgoingError ? error.failure : "internal");
  }
}

function statusClass(status: number): DeliveryFailure {
  if (status >= 200 && status < 300) return "status-2xx";
  if (status >= 300 && status < 400) return "status-3xx";
  if (status >= 400 && status < 500) return "status-4xx";
  return status >= 500 && status < 600 ? "status-5xx" : "malformed";
}
