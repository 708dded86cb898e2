import { setTimeout as sleep } from "node:timers/promises";
import { SmsUnavailableError } from "../gateway/errors.ts";
import type { BindMode } from "../link/bind.ts";
import { EsmeLink, NotBoundError } from "../link/esme-link.ts";
import { type SmsLog, silentLog } from "../log.ts";
import { Reassembler } from "../reassembly/reassembler.ts";
import { incomingHandler } from "./incoming.ts";
import { NumberRates } from "./number-rates.ts";
import { failedOutcome, type Outcome, OWN_LIMIT, outcomesOf } from "./outcome.ts";
import type { BindState, Carrier, CarrierEvents, CarrierMessage } from "./port.ts";
import { SendingBind } from "./sending-bind.ts";
import type { SmppRoute } from "./smpp-route.ts";
import type { SmppTuning } from "./smpp-tuning.ts";
import { type Submission, submissionsOf } from "./submissions.ts";

/** The carrier's requests handled at once on one bind: a long message of 255 parts held in memory, and some. */
const MAX_HANDLING = 300;

/** A receiver bind, or the receiving side of none. */
interface Links {
  readonly senders: readonly SendingBind[];
  readonly receivers: readonly EsmeLink[];
}

/**
 * A carrier by SMPP: as many binds as its route says, each bound again by itself. A message's parts all go on the
 * bind with the most room. What comes in on any bind goes to `events` before it is answered.
 */
export function smppCarrier(
  route: SmppRoute,
  events: CarrierEvents,
  tuning: SmppTuning = {},
  clock: { now(): number } = Date,
  log: SmsLog = silentLog,
): Carrier {
  const { terms, connection } = route;
  const patienceMs = tuning.responseTimeoutMs ?? 10_000;
  const stop = new AbortController();
  const tagged = withCarrier(log, terms.name);
  const changed = oncePerTurn(() => {
    if (!stop.signal.aborted) events.changed();
  });
  const { parts, reassemblyMs, holdMs } = tuning;
  const reassembler = new Reassembler(
    (message) => events.incoming(message),
    {
      ...(parts ? { store: parts } : {}),
      ...(reassemblyMs === undefined ? {} : { timeoutMs: reassemblyMs }),
      ...(holdMs === undefined ? {} : { holdMs }),
    },
    () => clock.now(),
    tagged,
  );
  const handle = incomingHandler(events, reassembler, tagged);
  const numbers = new NumberRates(route.ratePerNumber);
  let opened = 0;
  const { senders, receivers } = openLinks();

  function openLinks(): Links {
    const count = Array.from({ length: route.binds });
    const mode = route.mode === "split" ? "transmitter" : "transceiver";
    return {
      senders: count.map(() => new SendingBind((onChange) => openLink(mode, onChange), route, changed)),
      receivers: route.mode === "split" ? count.map(() => openLink("receiver", () => undefined)) : [],
    };
  }

  function openLink(mode: BindMode, onChange: () => void): EsmeLink {
    const { responseTimeoutMs, enquireLinkMs, bindTimeoutMs, backoff, ca, onPdu } = tuning;
    const number = ++opened;
    return new EsmeLink({
      bind: {
        ...connection,
        mode,
        ...(ca ? { ca } : {}),
        ...(bindTimeoutMs === undefined ? {} : { bindTimeoutMs }),
      },
      session: {
        window: route.window,
        maxHandling: MAX_HANDLING,
        handle,
        onDrain: onChange,
        ...(onPdu ? { onPdu: (direction, octets) => onPdu(direction, octets, number, terms.name) } : {}),
        log: tagged,
        ...(responseTimeoutMs === undefined ? {} : { responseTimeoutMs }),
        ...(enquireLinkMs === undefined ? {} : { enquireLinkMs }),
      },
      ...(backoff ? { backoff } : {}),
      onChange: () => {
        onChange();
        changed();
      },
      log: tagged,
      now: () => clock.now(),
    });
  }

  /** As soon as the number, then the bind, may have another. */
  async function submitOne(
    bind: SendingBind,
    session: NonNullable<EsmeLink["session"]>,
    to: string,
    submission: Submission,
  ): Promise<Outcome> {
    const now = performance.now();
    const waitMs = numbers.waitMs(to, now);
    if (waitMs > patienceMs) {
      const words = "the route allows fewer messages to one number";
      return { kind: "throttled", code: OWN_LIMIT, words, retryAfterMs: Math.ceil(waitMs) };
    }
    numbers.take(to, now);
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
    return bind.submit(session, submission, patienceMs);
  }

  return {
    terms,
    room: () => senders.reduce((sum, bind) => sum + bind.room(), 0),
    get isBound() {
      return senders.some(({ link }) => link.session !== undefined);
    },

    async submit(message: CarrierMessage) {
      const bind = roomiest(senders);
      const session = bind?.link.session;
      if (!bind || !session || stop.signal.aborted) {
        return outcomesOf(message.parts, { kind: "unsent", words: "no link to the carrier is bound" });
      }
      const takesTlvs = bind.takesTlvs(connection.interfaceVersion);
      try {
        const submissions = submissionsOf(message, route, takesTlvs, clock.now());
        const outcomes = submissions.map(async (submission) =>
          outcomesOf(submission.parts, await submitOne(bind, session, message.to, submission)),
        );
        return (await Promise.all(outcomes)).flat();
      } catch (error) {
        return outcomesOf(message.parts, failedOutcome(error));
      }
    },

    async ready(timeoutMs) {
      try {
        await Promise.any(senders.map(({ link }) => link.bound(timeoutMs)));
      } catch (error) {
        const [first] = error instanceof AggregateError ? error.errors : [error];
        const why = first instanceof NotBoundError ? first.message : "not bound";
        throw new SmsUnavailableError(`the carrier's link is ${why}`, { cause: error });
      }
    },

    binds() {
      const kind = route.mode === "split" ? "transmitter" : "transceiver";
      const sending = senders.map((bind, index): BindState => {
        const { window, inFlight, waiting } = bind;
        return { name: `${terms.name}/${index + 1}`, kind, ...bind.link.state, window, inFlight, waiting };
      });
      const receiving = receivers.map(
        (link, index): BindState => ({
          name: `${terms.name}/${index + 1}`,
          kind: "receiver",
          ...link.state,
          ...{ window: 0, inFlight: 0, waiting: 0 },
        }),
      );
      return [...sending, ...receiving];
    },

    async [Symbol.asyncDispose]() {
      stop.abort();
      await reassembler.close();
      const links = [...senders.map(({ link }) => link), ...receivers];
      await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
    },
  };
}

/** The bound bind with the most room; with none anywhere, the one least waited for. */
function roomiest(binds: readonly SendingBind[]): SendingBind | undefined {
  let best: SendingBind | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const bind of binds) {
    if (!bind.link.session) continue;
    const score = bind.room() || -bind.inFlight - bind.waiting;
    if (score <= bestScore) continue;
    best = bind;
    bestScore = score;
  }
  return best;
}

/** However often it is called in one turn of the event loop, `tell` runs once after it. */
function oncePerTurn(tell: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      tell();
    });
  };
}

function withCarrier(log: SmsLog, carrier: string): SmsLog {
  return {
    debug: (fields, message) => log.debug({ carrier, ...fields }, message),
    info: (fields, message) => log.info({ carrier, ...fields }, message),
    warn: (fields, message) => log.warn({ carrier, ...fields }, message),
  };
}
