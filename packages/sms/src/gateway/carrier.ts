import type { BackoffOptions } from "../link/backoff.ts";
import { EsmeLink, type LinkState, NotBoundError } from "../link/esme-link.ts";
import { type SmsLog, silentLog } from "../log.ts";
import { LongMessages } from "../reassembly/long-messages.ts";
import { messageContent } from "../reassembly/message-content.ts";
import { isReceipt, parseReceipt } from "../receipts/receipt.ts";
import type { Answer } from "../session/options.ts";
import type { AnyPdu, Pdu } from "../smpp/pdu.ts";
import { Status } from "../smpp/statuses.ts";
import { decodeText } from "../text/index.ts";
import { addressText } from "./address.ts";
import { newCounters, type RouteCounters } from "./counters.ts";
import { SmsUnavailableError } from "./errors.ts";
import type { Handlers, IncomingSms, SmsReceipt } from "./handlers.ts";
import type { SmsRoute } from "./route.ts";
import { type Submission, submit } from "./submit.ts";

/** Waits and limits of a carrier's link; the defaults suit real carriers. */
export interface CarrierTuning {
  readonly responseTimeoutMs?: number;
  readonly enquireLinkMs?: number;
  readonly bindTimeoutMs?: number;
  readonly backoff?: BackoffOptions;
  /** How long a send waits for the link to be bound. Default 10 000. */
  readonly bindWaitMs?: number;
  /** Certificate authorities in PEM that smpps routes trust instead of the system's. */
  readonly ca?: string;
}

export interface CarrierEvents {
  readonly incoming: Handlers<IncomingSms>;
  readonly receipts: Handlers<SmsReceipt>;
}

/** One route in service: its link, what it sends, and what comes in on it. */
export class Carrier implements AsyncDisposable {
  readonly counters: RouteCounters = newCounters();
  readonly #link: EsmeLink;
  readonly #long = new LongMessages((whole) => this.#deliver(whole));

  readonly route: SmsRoute;
  readonly #events: CarrierEvents;
  readonly #tuning: CarrierTuning;
  readonly #now: () => number;
  readonly #log: SmsLog;

  constructor(
    route: SmsRoute,
    events: CarrierEvents,
    tuning: CarrierTuning,
    now: () => number,
    log: SmsLog = silentLog,
  ) {
    this.route = route;
    this.#events = events;
    this.#tuning = tuning;
    this.#now = now;
    this.#log = log;
    const { window } = route;
    const tagged: SmsLog = {
      debug: (fields, message) => log.debug({ route: route.name, ...fields }, message),
      info: (fields, message) => log.info({ route: route.name, ...fields }, message),
      warn: (fields, message) => log.warn({ route: route.name, ...fields }, message),
    };
    const { responseTimeoutMs, enquireLinkMs, bindTimeoutMs, backoff, ca } = tuning;
    this.#link = new EsmeLink({
      bind: { ...route, ...(ca ? { ca } : {}), ...(bindTimeoutMs === undefined ? {} : { bindTimeoutMs }) },
      session: {
        window,
        handle: (request) => this.#handle(request),
        log: tagged,
        ...(responseTimeoutMs === undefined ? {} : { responseTimeoutMs }),
        ...(enquireLinkMs === undefined ? {} : { enquireLinkMs }),
      },
      ...(backoff ? { backoff } : {}),
      log: tagged,
      now,
    });
  }

  get state(): LinkState {
    return this.#link.state;
  }

  get load(): { readonly inFlight: number; readonly waiting: number } {
    return this.#link.session?.load ?? { inFlight: 0, waiting: 0 };
  }

  get isBound(): boolean {
    return this.#link.session !== undefined;
  }

  /** Resolves once the link is bound. @throws SmsUnavailableError after `timeoutMs`. */
  async bound(timeoutMs: number): Promise<void> {
    await this.#session(timeoutMs);
  }

  /** @returns the carrier's id of each segment. @throws SmsRejectedError, SmsUnavailableError, SmsUncertainError */
  async submit(submission: Submission): Promise<readonly string[]> {
    const session = await this.#session(this.#tuning.bindWaitMs ?? 10_000).catch((error) => {
      this.counters.unavailable += submission.segments.length;
      throw error;
    });
    return submit(session, submission, this.counters);
  }

  async #session(timeoutMs: number) {
    try {
      return await this.#link.bound(timeoutMs);
    } catch (error) {
      if (!(error instanceof NotBoundError)) throw error;
      throw new SmsUnavailableError(`the carrier's link is ${error.message}`, { cause: error });
    }
  }

  async #handle(request: AnyPdu): Promise<Answer> {
    if (request.command === "alert_notification") return {};
    if (request.command !== "deliver_sm") return { status: Status.ESME_RINVBNDSTS };
    try {
      await this.#take(request);
      return {};
    } catch (error) {
      this.counters.refused++;
      const kind = error instanceof Error ? error.name : typeof error;
      this.#log.warn(
        { route: this.route.name, error: kind },
        "deliver_sm was not taken; the carrier may resend",
      );
      return { status: Status.ESME_RX_T_APPN };
    }
  }

  async #take(pdu: Pdu<"deliver_sm">): Promise<void> {
    if (isReceipt(pdu.body.esmClass)) {
      const receipt = parseReceipt(pdu);
      // One that names no message would only be sent again for ever.
      if (!receipt) return;
      await this.#events.receipts.run({ route: this.route.name, ...receipt });
      this.counters.receipts++;
      return;
    }
    const { octets, dataCoding, concatenation } = messageContent(pdu);
    const from = addressText({ ton: pdu.body.sourceAddrTon, address: pdu.body.sourceAddr });
    const to = addressText({ ton: pdu.body.destAddrTon, address: pdu.body.destinationAddr });
    if (concatenation) await this.#long.accept({ from, to, dataCoding, octets, concatenation });
    else await this.#deliver({ from, to, dataCoding, octets });
  }

  async #deliver(message: {
    from: string;
    to: string;
    dataCoding: number;
    octets: Uint8Array;
  }): Promise<void> {
    // Without anybody to take it, the carrier keeps it.
    if (this.#events.incoming.size === 0) throw new SmsUnavailableError("no handler takes incoming messages");
    const { from, to, octets, dataCoding } = message;
    const text = decodeText(octets, dataCoding);
    await this.#events.incoming.run({ route: this.route.name, from, to, text, receivedAt: this.#now() });
    this.counters.incoming++;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link[Symbol.asyncDispose]();
  }
}
