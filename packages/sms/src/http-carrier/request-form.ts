import type { CarrierMessage } from "../carrier/port.ts";
import type { TwilioRoute } from "./twilio-route.ts";
import { sayTwiml } from "./twiml.ts";

/** Seconds; Twilio takes ValidityPeriod from 1 to 36 000. */
const MAX_VALIDITY = 36_000;

/** What to post, and where under the account. */
export interface CarrierRequest {
  readonly resource: "Messages.json" | "Calls.json";
  readonly form: URLSearchParams;
}

/**
 * @param callback where statuses go to.
 * @param validSeconds how long the carrier may try.
 */
export function requestOf(
  route: TwilioRoute,
  message: CarrierMessage,
  text: string,
  callback: string,
  validSeconds: number,
): CarrierRequest {
  const form = new URLSearchParams({ To: message.to });
  if (message.voice === true) {
    form.set("From", route.from[0] ?? message.from);
    form.set("Twiml", sayTwiml(text, message.language));
    form.set("StatusCallback", callback);
    return { resource: "Calls.json", form };
  }
  const sender = senderOf(route, message.from);
  form.set(sender.name, sender.value);
  form.set("Body", text);
  form.set("StatusCallback", callback);
  form.set("ValidityPeriod", String(Math.min(MAX_VALIDITY, Math.max(1, Math.ceil(validSeconds)))));
  return { resource: "Messages.json", form };
}

/**
 * A number goes as it is: answers come back to it. A name goes through the Messaging Service or the route's own number
 * where there is one, because a carrier that rents numbers takes no name.
 */
function senderOf(route: TwilioRoute, from: string): { name: "From" | "MessagingServiceSid"; value: string } {
  if (/^\+?\d+$/.test(from)) return { name: "From", value: from };
  if (route.messagingService !== "") return { name: "MessagingServiceSid", value: route.messagingService };
  return { name: "From", value: route.from[0] ?? from };
}
