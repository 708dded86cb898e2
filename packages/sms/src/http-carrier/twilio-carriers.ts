import type { CarrierEvents } from "../carrier/port.ts";
import { type SmsLog, silentLog } from "../log.ts";
import { openTwilioCarrier } from "./twilio-carrier.ts";
import type { TwilioRoute } from "./twilio-route.ts";
import { createTwilioWebhook, type WebhookKind } from "./twilio-webhook.ts";

export interface TwilioCarriersOptions {
  /** Where carriers reach this server, for example https://chat.example.org; nothing after host and port. */
  readonly publicUrl: URL;
  readonly log?: SmsLog | undefined;
  readonly now?: (() => number) | undefined;
}

/** Addresses to enter at the carrier. */
export interface TwilioWebhookUrls {
  /** "A message comes in". */
  readonly incoming: string;
  /** Sent along with every message; nothing needs to be entered. */
  readonly status: string;
}

const PATH = /^\/sms\/twilio\/([a-z0-9-]{1,32})\/(incoming|status)$/;

/** Carriers of Twilio's shape, and the one door for their webhooks. */
export function createTwilioCarriers({ publicUrl, log = silentLog, now = Date.now }: TwilioCarriersOptions) {
  const { origin } = publicUrl;
  const webhooks = new Map<string, ReturnType<typeof createTwilioWebhook>>();

  const webhooksOf = (route: TwilioRoute): TwilioWebhookUrls => ({
    incoming: `${origin}/sms/twilio/${route.id}/incoming`,
    status: `${origin}/sms/twilio/${route.id}/status`,
  });

  return {
    webhooksOf,

    /** For `SmsRoutes` of the gateway. Its webhooks answer while it is open. */
    source(route: TwilioRoute) {
      return {
        key: JSON.stringify(route),
        open(events: CarrierEvents) {
          const webhook = createTwilioWebhook(route, { publicUrl: origin, events, log });
          webhooks.set(route.id, webhook);
          const carrier = openTwilioCarrier(route, events, { statusUrl: webhooksOf(route).status, now });
          const close = carrier[Symbol.asyncDispose];
          return Object.defineProperty(carrier, Symbol.asyncDispose, {
            value: async () => {
              await close();
              // Another of the same id may have been opened in its place meanwhile.
              if (webhooks.get(route.id) === webhook) webhooks.delete(route.id);
            },
          });
        },
      };
    },

    /** Answers /sms/twilio/{id}/incoming and …/status; undefined for what is not under these. Never rejects. */
    async fetch(request: Request): Promise<Response | undefined> {
      const [, id, kind] = PATH.exec(new URL(request.url).pathname) ?? [];
      const webhook = id === undefined ? undefined : webhooks.get(id);
      return webhook?.(kind as WebhookKind, request);
    },
  };
}
