import type { HttpAnswer } from "./answer-outcome.ts";
import { readLimited } from "./read-limited.ts";

/** No answer of such an API is longer. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** Failures before a byte of the request was written: no name, no connection, no trust. All others may have left. */
const NEVER_LEFT =
  /^(ECONNREFUSED|ConnectionRefused|FailedToOpenSocket|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|.*CERT.*|.*SELF_SIGNED.*|UNABLE_TO_.*)$/;

export interface HttpPost {
  readonly url: string;
  readonly authorization: string;
  readonly form: URLSearchParams;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Posts a form and reads a JSON answer; never rejects. Redirects are answers: credentials do not follow them. */
export async function httpPost({
  url,
  authorization,
  form,
  timeoutMs,
  signal,
}: HttpPost): Promise<HttpAnswer> {
  if (signal.aborted) return { kind: "unsent", words: "the carrier is being closed" };
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        authorization,
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: form.toString(),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const octets = await readLimited(response.body, MAX_ANSWER_BYTES);
    const retryAfter = response.headers.get("retry-after") ?? "";
    return { kind: "answer", status: response.status, retryAfter, body: parse(octets) };
  } catch (error) {
    const code = codeOf(error);
    if (NEVER_LEFT.test(code)) return { kind: "unsent", words: `no connection to the carrier (${code})` };
    const late = error instanceof Error && error.name === "TimeoutError";
    return {
      kind: "lost",
      words: late ? "the carrier did not answer in time" : "the carrier's answer got lost",
    };
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : "";
}

function parse(octets: Uint8Array | undefined): unknown {
  try {
    return octets === undefined ? undefined : JSON.parse(new TextDecoder().decode(octets));
  } catch {
    return undefined;
  }
}
