import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { CarrierEvents, CarrierIncoming, CarrierMessage, CarrierReceipt } from "../src/carrier/port.ts";
import { parseCarrierRoutes } from "../src/carrier/route.ts";
import { createTwilioCarriers, parseTwilioRoute, type TwilioRoute } from "../src/http-carrier/index.ts";
import { segmentText } from "../src/text/index.ts";

export const SID = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
export const TOKEN = "0123456789abcdef0123456789abcdef";
export const PUBLIC = "https://chat.example.org";
const NOW = Date.parse("2026-11-21T10:00:00Z");

export interface Posted {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly authorization: string;
}

export type Answer = (posted: Posted, count: number) => Response | Promise<Response>;

/** The parts of Twilio's REST API that a carrier uses, on loopback; `answer` decides what it says. */
export function restServer(answer: Answer = created) {
  const posted: Posted[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const entry = {
        path: new URL(request.url).pathname,
        form: new URLSearchParams(await request.text()),
        authorization: request.headers.get("authorization") ?? "",
      };
      posted.push(entry);
      return answer(entry, posted.length);
    },
  });
  return { posted, port: server.port ?? 0, [Symbol.asyncDispose]: () => server.stop(true) };
}

/** 201 with the resource, as for a text or a call that was queued. */
export function created({ path }: Posted, count: number): Response {
  const sid = `${path.endsWith("Calls.json") ? "CA" : "SM"}${String(count).padStart(32, "0")}`;
  return Response.json({ sid, status: "queued", error_code: null, error_message: null }, { status: 201 });
}

/** An error as the API writes it. */
export function refused(status: number, code: number, headers: Record<string, string> = {}): Response {
  const body = { code, message: "said by the API", more_info: "https://example.com", status };
  return Response.json(body, { status, headers });
}

export function routeTo(port: number, query = ""): TwilioRoute {
  const text = `twilio+http://${SID}:${TOKEN}@127.0.0.1:${port}${query}`;
  const [route] = parseCarrierRoutes(text, { twilio: parseTwilioRoute, "twilio+http": parseTwilioRoute });
  if (route === undefined) throw new Error("no route");
  return route;
}

/** A carrier, and what it brings. `failing`: events are refused. */
export function openCarrier(route: TwilioRoute) {
  const incoming: CarrierIncoming[] = [];
  const receipts: CarrierReceipt[] = [];
  const state = { failing: false, changes: 0 };
  const take = async <T>(list: T[], value: T) => {
    if (state.failing) throw new Error("no room on the disk");
    list.push(value);
  };
  const events: CarrierEvents = {
    incoming: (message) => take(incoming, message),
    receipt: (receipt) => take(receipts, receipt),
    alert: () => undefined,
    changed: () => void state.changes++,
  };
  const carriers = createTwilioCarriers({ publicUrl: new URL(PUBLIC), now: () => NOW });
  const carrier = carriers.source(route).open(events);
  return { carriers, carrier, incoming, receipts, state, urls: carriers.webhooksOf(route) };
}

export function message(text: string | undefined, options: Partial<CarrierMessage> = {}): CarrierMessage {
  const segments = segmentText(text ?? "", 7);
  return {
    id: "m1",
    to: "+4915123456789",
    from: "+12025550100",
    segments,
    parts: segments.map((_, index) => index),
    text,
    reference: 4711,
    validUntil: NOW + 600_000,
    uncertain: false,
    ...options,
  };
}

/** A webhook as the carrier posts it, signed by its own SDK. */
export function webhook(
  url: string,
  fields: Record<string, string>,
  signature = getExpectedTwilioSignature(TOKEN, url, fields),
): Request {
  // Inside, the request has our own address and not the public one.
  return new Request(url.replace(PUBLIC, "http://127.0.0.1:8080"), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
    body: new URLSearchParams(fields).toString(),
  });
}
