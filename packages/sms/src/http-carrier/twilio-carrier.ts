import { type Outcome, outcomesOf } from "../carrier/outcome.ts";
import type { Carrier, CarrierEvents, CarrierMessage } from "../carrier/port.ts";
import { TokenBucket } from "../carrier/token-bucket.ts";
import { SmsUnavailableError } from "../gateway/errors.ts";
import { type HttpAnswer, outcomeOf } from "./answer-outcome.ts";
import { httpPost } from "./http-post.ts";
import { Pause } from "./pause.ts";
import { requestOf } from "./request-form.ts";
import type { TwilioRoute } from "./twilio-route.ts";

/** What is under way when the carrier is closed is waited for so long; then its outcome is uncertain. Milliseconds. */
const CLOSE_MS = 5_000;
const MIN_BURST = 10;

export interface TwilioCarrierOptions {
  /** Where statuses go to: the webhook's address of this route. */
  readonly statusUrl: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A carrier behind an aggregator's REST API. A text is posted whole, so that its parts share one id and one receipt; when
 * only some of the parts are missing the whole is posted again, because the phone could not join the rest.
 */
export function openTwilioCarrier(
  route: TwilioRoute,
  events: CarrierEvents,
  { statusUrl, now }: TwilioCarrierOptions,
): Carrier {
  const { terms } = route;
  const bucket = new TokenBucket(route.rate, Math.max(MIN_BURST, Math.ceil(route.rate)));
  const steady = () => performance.now();
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const readers = new Set<() => void>();
  const pause = new Pause(announce, now);
  const account = `${route.base}/2010-04-01/Accounts/${encodeURIComponent(route.accountSid)}`;
  const authorization = `Basic ${Buffer.from(`${route.accountSid}:${route.authToken}`).toString("base64")}`;
  let isClosed = false;
  let refill: ReturnType<typeof setTimeout> | undefined;

  function announce(): void {
    for (const reader of readers) reader();
    events.changed();
  }

  const canSend = () => !isClosed && !pause.isOn;

  function room(): number {
    if (!canSend()) return 0;
    const tokens = bucket.available(steady());
    if (tokens === 0 && refill === undefined) {
      refill = setTimeout(
        () => {
          refill = undefined;
          events.changed();
        },
        Math.ceil(bucket.waitMs(steady())),
      );
    }
    return Math.max(0, Math.min(tokens, route.window - underWay.size));
  }

  async function post(message: CarrierMessage, text: string): Promise<Outcome> {
    const callback = `${statusUrl}?ref=${message.reference}#rc=5&rp=5xx,ct,rt`;
    const validSeconds = (message.validUntil - now()) / 1000;
    const { resource, form } = requestOf(route, message, text, callback, validSeconds);
    const answer = await httpPost({
      url: `${account}/${resource}`,
      authorization,
      form,
      timeoutMs: route.timeoutMs,
      signal: closing.signal,
    });
    const problem = problemOf(answer);
    if (problem === undefined) pause.worked();
    else if (!isClosed) pause.failed(problem);
    return outcomeOf(answer);
  }

  async function outcome(message: CarrierMessage): Promise<Outcome> {
    if (isClosed) return { kind: "unsent", words: "the carrier is closed" };
    if (message.text === undefined) {
      return { kind: "permanent", code: "DATA", words: "This carrier takes text and no data." };
    }
    if (message.voice === true && !terms.voice) {
      return { kind: "permanent", code: "VOICE", words: "This carrier makes no calls." };
    }
    for (let token = 0; token < Math.max(1, message.segments.length); token++) bucket.take(steady());
    const posted = post(message, message.text);
    underWay.add(posted);
    try {
      return await posted;
    } finally {
      underWay.delete(posted);
      events.changed();
    }
  }

  return {
    terms,
    room,
    get isBound() {
      return canSend();
    },
    async submit(message) {
      return outcomesOf(message.parts, await outcome(message));
    },
    async ready(timeoutMs) {
      if (canSend()) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const late = () => reject(new SmsUnavailableError(`${terms.name} cannot send at the moment`));
      const timer = setTimeout(late, timeoutMs);
      readers.add(resolve);
      await promise.finally(() => {
        clearTimeout(timer);
        readers.delete(resolve);
      });
    },
    binds: () => [
      {
        name: route.base,
        kind: "http",
        status: isClosed ? "closed" : pause.isOn ? "waiting" : "bound",
        since: pause.since,
        ...(pause.lastProblem === undefined ? {} : { lastProblem: pause.lastProblem }),
        binds: pause.starts,
        window: route.window,
        inFlight: underWay.size,
        waiting: 0,
      },
    ],
    async [Symbol.asyncDispose]() {
      isClosed = true;
      pause.end();
      clearTimeout(refill);
      const late = setTimeout(() => closing.abort(), CLOSE_MS);
      await Promise.all(underWay);
      clearTimeout(late);
    },
  };
}

/** What keeps every message from being sent, not this one alone. */
function problemOf(answer: HttpAnswer): string | undefined {
  if (answer.kind !== "answer") return answer.words;
  if (answer.status === 401 || answer.status === 403)
    return "the carrier does not accept our account id and token";
  return answer.status === 503 ? "the carrier is out of service" : undefined;
}
