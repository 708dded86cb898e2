import { z } from "zod";
import type { Outcome } from "../carrier/outcome.ts";
import { meaningOf } from "./error-codes.ts";

/** What came of one request. */
export type HttpAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly retryAfter: string; readonly body: unknown }
  /** The request did not leave. */
  | { readonly kind: "unsent"; readonly words: string }
  /** It left, and no whole answer came. */
  | { readonly kind: "lost"; readonly words: string };

const accepted = z.object({
  sid: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
  status: z.string().optional(),
  error_code: z.union([z.number(), z.string()]).nullish(),
});
const refused = z.object({ code: z.union([z.number(), z.string()]) });

/** Statuses of a message or a call that the carrier has given up at once. */
const GIVEN_UP = new Set(["failed", "undelivered", "canceled"]);
const DEFAULT_WAIT_MS = 1_000;
const MAX_WAIT_MS = 3_600_000;

/**
 * The outcome of a POST that creates a message or a call. Only an answer that says the resource was not made is taken
 * for a refusal: after a lost answer, a broken one or a server's fault the carrier may have it.
 */
export function outcomeOf(answer: HttpAnswer): Outcome {
  if (answer.kind === "unsent") return answer;
  if (answer.kind === "lost") return { kind: "uncertain", words: answer.words };
  const { status, body } = answer;
  if (status >= 200 && status < 300) return created(body);
  const code = codeIn(body);
  const meaning = meaningOf(code);
  if (status === 429) return throttled(code || "429", meaning?.words, answer.retryAfter);
  if (status === 503)
    return { kind: "temporary", code: code || "503", words: words(meaning), ...wait(answer.retryAfter) };
  if (status >= 500 || status === 408) {
    return { kind: "uncertain", words: `the carrier answered with HTTP status ${status}` };
  }
  if (meaning?.kind === "throttled") return throttled(code, meaning.words, answer.retryAfter);
  if (meaning !== undefined) return { kind: meaning.kind, code, words: meaning.words };
  // The account, its token, its address or a proxy on the way: not this message's fault.
  if (status < 400 || [401, 403, 404, 405, 407].includes(status)) {
    return { kind: "temporary", code: code || String(status), words: words(undefined) };
  }
  return { kind: "permanent", code: code || String(status), words: words(undefined) };
}

function created(body: unknown): Outcome {
  const { success, data } = accepted.safeParse(body);
  if (!success) return { kind: "uncertain", words: "the carrier's answer could not be understood" };
  if (data.status !== undefined && GIVEN_UP.has(data.status)) {
    const code = String(data.error_code ?? data.status);
    const meaning = meaningOf(code);
    return { kind: meaning?.kind ?? "temporary", code, words: words(meaning) };
  }
  return { kind: "accepted", messageId: data.sid };
}

function codeIn(body: unknown): string {
  const { success, data } = refused.safeParse(body);
  const code = success ? String(data.code) : "";
  return /^[A-Za-z0-9_-]{1,32}$/.test(code) ? code : "";
}

function words(meaning: { readonly words: string } | undefined): string {
  return meaning?.words ?? "The carrier did not take the text.";
}

function throttled(code: string, text: string | undefined, retryAfter: string): Outcome {
  const said = text ?? "The carrier takes no more at the moment.";
  return { kind: "throttled", code, words: said, retryAfterMs: DEFAULT_WAIT_MS, ...wait(retryAfter) };
}

/** Retry-After in seconds (RFC 9110 section 10.2.3); a date is not worth a parser here. */
function wait(retryAfter: string): { retryAfterMs?: number } {
  return /^\d{1,9}$/.test(retryAfter)
    ? { retryAfterMs: Math.min(MAX_WAIT_MS, Number(retryAfter) * 1000) }
    : {};
}
