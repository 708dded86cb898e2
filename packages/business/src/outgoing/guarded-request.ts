import { OutgoingTimeoutError, RedirectRefusedError, RequestAbortedError } from "./errors.ts";
import { exchange } from "./exchange.ts";
import type { OutgoingAnswer, OutgoingOptions } from "./options.ts";
import { afterRedirect, isRedirect, outgoingUrl, type Step } from "./redirects.ts";
import { locate, systemResolver } from "./resolve.ts";

/** More are never followed, whatever the caller says. */
const MOST_REDIRECTS = 3;

/**
 * Asks a URL that somebody else gave: a webhook's receiver, media by link. The host's name is resolved once, every address
 * it has must be on the public internet unless the operator allows the host, and the connection goes to one of those
 * addresses; the same again after every redirect. Proxies named in the environment are not used.
 * @throws {OutgoingError} one of its kinds; any status is an answer.
 */
export async function guardedRequest(
  url: string | URL,
  options: OutgoingOptions = {},
): Promise<OutgoingAnswer> {
  const { timeoutMs = 10_000, idleMs = 5_000, maxBytes = 1_048_576, allow = [] } = options;
  const {
    method = "GET",
    headers = {},
    body,
    resolve = systemResolver,
    headOnly = false,
    ca,
    onBody,
  } = options;
  const maxRedirects = Math.min(options.maxRedirects ?? MOST_REDIRECTS, MOST_REDIRECTS);
  let step: Step = { url: outgoingUrl(url), method: method.toUpperCase(), headers, body };
  using deadline = until(timeoutMs, options.signal);
  const { signal } = deadline;
  for (let redirects = 0; ; redirects++) {
    const place = await orAborted(locate(step.url, allow, resolve), signal);
    const follows = (status: number) => maxRedirects > 0 && isRedirect(status);
    const endsAtHead = (status: number) => headOnly || follows(status) || step.method === "HEAD";
    const answer = await exchange(step, place, { idleMs, maxBytes, endsAtHead, ca, signal, onBody });
    if (!follows(answer.status)) return answer;
    if (redirects === maxRedirects) throw new RedirectRefusedError("too many redirects");
    step = afterRedirect(step, answer.status, answer.headers.location);
  }
}

/** A signal for a time limit and the caller's own signal. */
function until(ms: number, outer: AbortSignal | undefined): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const late = () => controller.abort(new OutgoingTimeoutError("the request took too long"));
  const given = () => controller.abort(new RequestAbortedError("given up", { cause: outer?.reason }));
  const timer = setTimeout(late, ms);
  outer?.addEventListener("abort", given);
  if (outer?.aborted) given();
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", given);
    },
  };
}

/** A resolver cannot be stopped, only left. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
