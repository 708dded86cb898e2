import type {
  Carrier,
  CarrierEvents,
  CarrierIncoming,
  CarrierMessage,
  CarrierReceipt,
} from "../../src/carrier/port.ts";
import { parseCarrierRoutes } from "../../src/carrier/route.ts";
import { smppCarrier } from "../../src/carrier/smpp-carrier.ts";
import { parseSmppRoute } from "../../src/carrier/smpp-route.ts";
import type { SmppTuning } from "../../src/carrier/smpp-tuning.ts";
import type { SmsLog } from "../../src/log.ts";
import { segmentText, type TextOptions } from "../../src/text/index.ts";

export const PHONE = "+447700900123";

/** A carrier of one URL, and what it brought. */
export function openCarrier(
  url: string,
  tuning: SmppTuning = {},
  overrides: Partial<CarrierEvents> = {},
  log?: SmsLog,
) {
  const [route] = parseCarrierRoutes(url, { smpp: parseSmppRoute, smpps: parseSmppRoute });
  if (!route) throw new Error("no route");
  const incoming: CarrierIncoming[] = [];
  const receipts: CarrierReceipt[] = [];
  const alerts: string[] = [];
  const seen = { changes: 0 };
  const events: CarrierEvents = {
    incoming: async (message) => void incoming.push(message),
    receipt: async (receipt) => void receipts.push(receipt),
    alert: (phone) => void alerts.push(phone),
    changed: () => void seen.changes++,
    ...overrides,
  };
  const carrier: Carrier = smppCarrier(
    route,
    events,
    { backoff: { baseMs: 10, maxMs: 40 }, ...tuning },
    Date,
    log,
  );
  return { carrier, incoming, receipts, alerts, seen, route };
}

let references = 100;

/** A text for a carrier, all its parts. */
export function message(
  text: string,
  more: Partial<CarrierMessage> & { options?: TextOptions } = {},
): CarrierMessage {
  const { options, ...rest } = more;
  const reference = rest.reference ?? ++references;
  const segments = rest.segments ?? segmentText(text, reference, 255, options);
  return {
    id: `id-${reference}`,
    to: PHONE,
    from: "Culver",
    segments,
    parts: segments.map((_, index) => index),
    text,
    reference,
    validUntil: Date.now() + 600_000,
    uncertain: false,
    ...rest,
  };
}
