import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, isIPv6, type LookupFunction } from "node:net";
import { AddressRefusedError, AnswerTooLargeError, OutgoingTimeoutError } from "./errors.ts";
import { outgoingError } from "./failures.ts";
import type { OutgoingAnswer, OutgoingHeaders } from "./options.ts";
import type { Step } from "./redirects.ts";
import type { Place } from "./resolve.ts";

const MAX_HEAD_BYTES = 32_768;
const OURS = /^(host|connection|content-length|transfer-encoding|expect|upgrade)$/i;

export interface ExchangeLimits {
  readonly idleMs: number;
  readonly maxBytes: number;
  /** Whether an answer with this status is done with at its head. */
  readonly endsAtHead: (status: number) => boolean;
  readonly ca: string | undefined;
  readonly onBody?: ((chunk: Uint8Array) => Promise<void>) | undefined;
  /** Its reason is what the exchange rejects with. */
  readonly signal: AbortSignal;
}

/**
 * One request and its answer, on a connection of its own to an address of `place`; no proxy, no cookies, no decoding.
 * @throws {OutgoingError}
 */
export function exchange(step: Step, place: Place, limits: ExchangeLimits): Promise<OutgoingAnswer> {
  const { signal } = limits;
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    const end = (settle: () => void) => {
      signal.removeEventListener("abort", abort);
      settle();
      request?.destroy();
    };
    const fail = (error: unknown) => end(() => reject(outgoingError(error)));
    const abort = () => fail(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) return abort();
    try {
      request = begin(step, place, limits);
    } catch (error) {
      return fail(error);
    }
    // A destroyed request may tell of its end once more: nobody is left to hear it.
    request.on("error", fail);
    request.on("timeout", () => fail(new OutgoingTimeoutError("nothing came for too long")));
    request.on("socket", (socket) => {
      socket.once("connect", () => {
        if (!place.accepts(socket.remoteAddress)) {
          fail(new AddressRefusedError("connected to an address that was not looked up"));
        }
      });
    });
    request.on("response", (message) => {
      const answer = (body: Uint8Array) => end(() => resolve(answerOf(message, body, step.url)));
      message.on("error", fail);
      message.on("aborted", () => fail(new Error("the answer broke off")));
      if (limits.endsAtHead(message.statusCode ?? 0)) answer(new Uint8Array());
      else if (limits.onBody) void pour(message, limits.maxBytes, limits.onBody).then(answer, fail);
      else collect(message, limits.maxBytes, answer, fail);
    });
    request.end(step.body);
  });
}

function begin({ url, method, headers, body }: Step, place: Place, limits: ExchangeLimits): ClientRequest {
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return (secure ? httpsRequest : httpRequest)({
    protocol: url.protocol,
    host,
    port: url.port || (secure ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    method,
    headers: {
      ...withoutOurs(headers),
      host: url.host,
      connection: "close",
      ...(body && { "content-length": String(body.length) }),
    },
    agent: false,
    lookup: pinnedLookup(place.addresses),
    maxHeaderSize: MAX_HEAD_BYTES,
    timeout: limits.idleMs,
    rejectUnauthorized: true,
    ...(secure && !isIP(host) && { servername: host }),
    ...(secure && limits.ca !== undefined && { ca: limits.ca }),
  });
}

/** Answers with what was looked up and checked: a name's second answer is never asked for. */
function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_name, options, callback) => {
    const [first] = found;
    if (options.all || first === undefined) callback(null, found);
    else callback(null, first.address, first.family);
  };
}

function withoutOurs(headers: OutgoingHeaders): OutgoingHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OURS.test(name)));
}

function collect(
  message: IncomingMessage,
  maxBytes: number,
  done: (body: Uint8Array) => void,
  fail: (error: unknown) => void,
): void {
  const tooLarge = () => fail(new AnswerTooLargeError(`the answer is longer than ${maxBytes} octets`));
  if (Number(message.headers["content-length"] ?? 0) > maxBytes) {
    tooLarge();
    return;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  message.on("data", (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > maxBytes) {
      message.pause();
      tooLarge();
    } else chunks.push(chunk);
  });
  message.on("end", () => {
    if (message.complete) done(Buffer.concat(chunks));
    else fail(new Error("the answer broke off"));
  });
}

/** Hands the body on as it comes, no faster than it is taken. */
async function pour(
  message: IncomingMessage,
  maxBytes: number,
  onBody: (chunk: Uint8Array) => Promise<void>,
): Promise<Uint8Array> {
  const tooLarge = () => new AnswerTooLargeError(`the answer is longer than ${maxBytes} octets`);
  if (Number(message.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  let length = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    await onBody(chunk);
  }
  if (!message.complete) throw new Error("the answer broke off");
  return new Uint8Array();
}

function answerOf(message: IncomingMessage, body: Uint8Array, url: URL): OutgoingAnswer {
  const headers = Object.entries(message.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
  return { status: message.statusCode ?? 0, headers: Object.fromEntries(headers), body, url: url.href };
}
