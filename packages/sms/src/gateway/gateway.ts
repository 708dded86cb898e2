import { type SmsLog, silentLog } from "../log.ts";
import { segmentText } from "../text/index.ts";
import { destinationAddress, sourceAddress } from "./address.ts";
import { Carrier, type CarrierTuning } from "./carrier.ts";
import { chooseCarrier } from "./choose-carrier.ts";
import { SmsUnavailableError } from "./errors.ts";
import { type Handler, Handlers, type IncomingSms, type SmsReceipt } from "./handlers.ts";
import { parseRoutes, RouteError, type SmsRoute } from "./route.ts";
import { type RouteState, routeState } from "./route-state.ts";
import { relativeValidity } from "./validity.ts";

export interface SmsGatewayOptions {
  /** As CULVER_SMS_ROUTES has them, or parsed. At least one. */
  readonly routes: string | readonly SmsRoute[];
  readonly log?: SmsLog;
  readonly clock?: { now(): number };
  readonly tuning?: CarrierTuning;
}

/** A text to send. */
export interface OutgoingSms {
  /** E.164 with plus. */
  readonly to: string;
  /** E.164, a short code, or a name of up to 11 characters. */
  readonly from: string;
  readonly text: string;
  /** How long the carrier may try; at most 30 days. Default: the carrier's own. */
  readonly validitySeconds?: number;
}

/** A text the carrier has accepted. */
export interface AcceptedSms {
  readonly route: string;
  /** Of the first part; receipts name it. */
  readonly messageId: string;
  /** Of every part. */
  readonly messageIds: readonly string[];
}

/** Sends texts through carriers, and hands on what comes back. */
export interface DirectSmsGateway extends AsyncDisposable {
  /**
   * Resolves when the carrier has accepted every part.
   * @throws SmsRejectedError with the carrier's status in words; SmsUnavailableError, nothing was sent;
   * SmsUncertainError, the carrier may have it; AddressError; TextTooLongError.
   */
  send(message: OutgoingSms): Promise<AcceptedSms>;
  /** The handler is awaited before the carrier is answered; a rejection makes the carrier keep the message. */
  onIncoming(handler: Handler<IncomingSms>): () => void;
  onReceipt(handler: Handler<SmsReceipt>): () => void;
  state(): readonly RouteState[];
  /** Resolves when every link is bound. @throws SmsUnavailableError after `timeoutMs`. */
  ready(timeoutMs?: number): Promise<void>;
}

/** Starts a link per route. @throws RouteError for a malformed route, and when there is none. */
export function createSmsGateway(options: SmsGatewayOptions): DirectSmsGateway {
  const { log = silentLog, clock = Date, tuning = {} } = options;
  const routes = typeof options.routes === "string" ? parseRoutes(options.routes) : options.routes;
  if (routes.length === 0) throw new RouteError(1, "is missing");
  const events = { incoming: new Handlers<IncomingSms>(), receipts: new Handlers<SmsReceipt>() };
  const carriers = routes.map((route) => new Carrier(route, events, tuning, () => clock.now(), log));
  let reference = Math.floor(Math.random() * 256);

  return {
    async send({ to, from, text, validitySeconds }) {
      const submission = {
        to: destinationAddress(to),
        from: sourceAddress(from),
        segments: segmentText(text, ++reference),
        validityPeriod: validitySeconds === undefined ? "" : relativeValidity(validitySeconds),
      };
      const carrier = chooseCarrier(carriers, to);
      if (!carrier) throw new SmsUnavailableError("no route serves this number");
      const messageIds = await carrier.submit(submission);
      return { route: carrier.route.name, messageId: messageIds[0] ?? "", messageIds };
    },
    onIncoming: (handler) => events.incoming.add(handler),
    onReceipt: (handler) => events.receipts.add(handler),
    state: () => carriers.map(routeState),
    async ready(timeoutMs = 10_000) {
      await Promise.all(carriers.map((carrier) => carrier.bound(timeoutMs)));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(carriers.map((carrier) => carrier[Symbol.asyncDispose]()));
    },
  };
}
