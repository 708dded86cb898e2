import { OutgoingUrlError, RedirectRefusedError } from "./errors.ts";
import type { OutgoingHeaders } from "./options.ts";

/** What is sent, to where. */
export interface Step {
  readonly url: URL;
  readonly method: string;
  readonly headers: OutgoingHeaders;
  readonly body: Uint8Array | undefined;
}

/** What another origin than the one the caller named still gets: nothing that could be a credential. */
const HARMLESS = new Set(["accept", "accept-language", "content-type", "user-agent"]);
const ABOUT_BODY = /^content-/;

/** An absolute http(s) URL without user and password. @throws {OutgoingUrlError} */
export function outgoingUrl(text: string | URL, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch (error) {
    throw new OutgoingUrlError("not a URL", { cause: error });
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new OutgoingUrlError("only http and https can be asked");
  }
  if (url.username !== "" || url.password !== "") {
    throw new OutgoingUrlError("a URL with a user or a password in it is not asked");
  }
  url.hash = "";
  return url;
}

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * The request after a redirect (RFC 9110, 15.4): 303 asks for the other place by GET; so do 301 and 302 after a POST;
 * 307 and 308 repeat method and body. Another origin gets no header that could be a credential.
 * @throws {RedirectRefusedError} for no place, and from https to http.
 * @throws {OutgoingUrlError}
 */
export function afterRedirect(step: Step, status: number, location: string | undefined): Step {
  if (location === undefined) throw new RedirectRefusedError("a redirect to nowhere");
  const url = outgoingUrl(location, step.url);
  if (step.url.protocol === "https:" && url.protocol === "http:") {
    throw new RedirectRefusedError("a redirect from https to http");
  }
  const becomesGet = (status === 303 && step.method !== "HEAD") || (status < 303 && step.method === "POST");
  const sameOrigin = url.origin === step.url.origin;
  const kept = Object.entries(step.headers).filter(([name]) => {
    const lower = name.toLowerCase();
    return (sameOrigin || HARMLESS.has(lower)) && !(becomesGet && ABOUT_BODY.test(lower));
  });
  return {
    url,
    method: becomesGet ? "GET" : step.method,
    headers: Object.fromEntries(kept),
    body: becomesGet ? undefined : step.body,
  };
}
