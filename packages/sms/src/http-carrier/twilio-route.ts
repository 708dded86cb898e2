import { createHash } from "node:crypto";
import type { CarrierRoute, RouteParser } from "../carrier/route.ts";
import { readTerms } from "../carrier/terms-parameters.ts";

/** A carrier whose REST API is of Twilio's shape. */
export interface TwilioRoute extends CarrierRoute {
  readonly scheme: "twilio";
  /** Origin of the API, without a slash at its end. */
  readonly base: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Numbers of ours at this carrier; the first speaks for sender names it does not take. */
  readonly from: readonly string[];
  /** MG…: the carrier picks the sender from this pool in place of a sender name. */
  readonly messagingService: string;
  /** Names this route in the addresses of its webhooks: /sms/twilio/{id}/… */
  readonly id: string;
  /** Segments per second; 0: no limit. */
  readonly rate: number;
  /** Requests at once. */
  readonly window: number;
  /** An answer later than that has got lost. Milliseconds. */
  readonly timeoutMs: number;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const HOST = /^([A-Za-z0-9._-]+|\[[0-9a-f:.]+\])$/;
const NUMBER = /^\+[1-9]\d{6,14}$/;

/**
 * Parses `twilio://AccountSid:AuthToken@api.example.com?prefix=+1&from=+12025550100&cost=1`, which is spoken to by HTTPS;
 * `twilio+http://` for a gateway on this machine. Beside the parameters of `readTerms`: `from` (repeated or with commas),
 * `service` (a Messaging Service's SID), `voice` = on or off, `id` (for the webhooks' addresses), `rate` in segments per
 * second (10), `window` in requests at once (10), `timeout` in seconds (20).
 * @throws RouteError
 */
export const parseTwilioRoute: RouteParser<TwilioRoute> = (url, parameters, refuse) => {
  const plain = url.protocol === "twilio+http:";
  if (!HOST.test(url.hostname)) refuse("has no host, or a malformed one");
  if (plain && !LOOPBACK.test(url.hostname))
    refuse("may do without TLS on this machine alone: use twilio://");
  if (url.pathname !== "" && url.pathname !== "/") refuse("may not have a path");
  if (url.hash !== "") refuse("may not have a # part; write %23 for # in an id or token");
  const accountSid = decode(url.username) ?? refuse("has a malformed account id");
  const authToken = decode(url.password) ?? refuse("has a malformed token");
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(accountSid)) refuse("needs an account id of letters and digits");
  if (!/^[\x21-\x7e]{1,128}$/.test(authToken)) refuse("needs a token of 1 to 128 characters");
  const terms = readTerms(parameters, refuse, `${accountSid}@${url.host}`, parameters.flag("voice"));
  const own = createHash("sha256").update(terms.name).digest("hex").slice(0, 12);
  return {
    scheme: "twilio",
    terms,
    base: `${plain ? "http" : "https"}://${url.host}`,
    accountSid,
    authToken,
    from: parameters.list("from", NUMBER, "a number with its plus"),
    messagingService:
      parameters.text("service", /^MG[0-9A-Za-z]{1,62}$/, "the SID of a Messaging Service") ?? "",
    id: parameters.text("id", /^[a-z0-9-]{1,32}$/, "1 to 32 of a-z, 0-9 and -") ?? own,
    rate: parameters.number("rate", { fallback: 10, min: 0, max: 10_000, fraction: true }),
    window: parameters.number("window", { fallback: 10, min: 1, max: 1000 }),
    timeoutMs: 1000 * parameters.number("timeout", { fallback: 20, min: 1, max: 120 }),
  };
};

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
