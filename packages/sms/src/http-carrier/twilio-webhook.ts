import type { CarrierEvents } from "../carrier/port.ts";
import type { SmsLog } from "../log.ts";
import { readLimited } from "./read-limited.ts";
import type { TwilioRoute } from "./twilio-route.ts";
import { EMPTY_TWIML } from "./twiml.ts";
import { incomingOf, receiptOf } from "./webhook-events.ts";
import { isRefusal, signedFields, type WebhookFields } from "./webhook-fields.ts";

const MAX_BODY_BYTES = 64 * 1024;
/** Messages whose repetition is known; a carrier repeats within seconds. */
const REMEMBERED = 2_000;

export type WebhookKind = "incoming" | "status";

export interface TwilioWebhookOptions {
  /** Origin that the carrier reaches us at. */
  readonly publicUrl: string;
  readonly events: CarrierEvents;
  readonly log: SmsLog;
}

/** Answers what the carrier posts: 2xx only once the event has been taken in, 503 when it was not, so that it is sent again. */
export function createTwilioWebhook(route: TwilioRoute, { publicUrl, events, log }: TwilioWebhookOptions) {
  const taken = new Map<string, Promise<void>>();

  /** Once for each message, also when it is repeated while the first is being taken in. */
  async function once(id: string, take: () => Promise<void>): Promise<void> {
    const before = taken.get(id);
    if (before !== undefined) return before;
    const taking = take();
    taken.set(id, taking);
    for (const oldest of taken.keys()) {
      if (taken.size <= REMEMBERED) break;
      taken.delete(oldest);
    }
    try {
      await taking;
    } catch (error) {
      taken.delete(id);
      throw error;
    }
  }

  async function incoming(fields: WebhookFields): Promise<Response> {
    const message = incomingOf(fields);
    if (message === undefined) return plain(400, "that is no message");
    await once(message.id, async () => events.incoming(message));
    return new Response(EMPTY_TWIML, { headers: { "content-type": "text/xml; charset=utf-8" } });
  }

  async function status(fields: WebhookFields, url: URL): Promise<Response> {
    const reference = Number(/^\d{1,5}$/.exec(url.searchParams.get("ref") ?? "")?.[0] ?? Number.NaN);
    const receipt = receiptOf(fields, reference <= 0xffff ? reference : undefined);
    if (receipt === undefined) return plain(400, "that is no status");
    if (receipt !== "nothing new") await events.receipt(receipt);
    return new Response(null, { status: 204 });
  }

  return async (kind: WebhookKind, request: Request): Promise<Response> => {
    if (request.method !== "POST") return plain(405, "POST alone is answered here", { allow: "POST" });
    const url = new URL(request.url);
    const body = await readLimited(request.body, MAX_BODY_BYTES).catch(() => undefined);
    if (body === undefined) return plain(413, "the body is too large");
    const fields = signedFields(route.authToken, {
      url: `${publicUrl}${url.pathname}${url.search}`,
      contentType: request.headers.get("content-type") ?? "",
      signature: request.headers.get("x-twilio-signature") ?? "",
      body,
    });
    if (isRefusal(fields)) {
      log.warn({ route: route.terms.name, webhook: kind }, `webhook refused: ${fields.words}`);
      return plain(fields.status, fields.words);
    }
    try {
      return await (kind === "incoming" ? incoming(fields) : status(fields, url));
    } catch (error) {
      log.warn({ err: error, route: route.terms.name, webhook: kind }, "webhook could not be taken in");
      return plain(503, "not now", { "retry-after": "5" });
    }
  };
}

function plain(status: number, words: string, headers: Record<string, string> = {}): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
