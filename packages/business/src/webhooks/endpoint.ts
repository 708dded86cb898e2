import { randomInt } from "node:crypto";
import {
  guardedRequest,
  isAllowedHost,
  OutgoingError,
  type OutgoingFailure,
  type OutgoingOptions,
  OutgoingUrlError,
  outgoingUrl,
} from "../outgoing/index.ts";

/** How receivers are reached. */
export type ReachOptions = Pick<OutgoingOptions, "allow" | "resolve" | "ca" | "timeoutMs" | "signal">;

export type Verification =
  | { readonly verified: true }
  | {
      readonly verified: false;
      /** `status`: not 200; `challenge`: 200, but the body is not the challenge alone. */
      readonly reason: OutgoingFailure | "status" | "challenge";
    };

const MAX_ANSWER_BYTES = 4_096;

/**
 * Asks a callback whether it is expected: GET with `hub.mode`, `hub.challenge`, `hub.verify_token`; it is when it answers
 * 200 with the bare challenge (specification, section 5, "Verify"). Never throws for what a receiver does.
 */
export async function verifyEndpoint(
  url: string,
  verifyToken: string,
  options: ReachOptions = {},
): Promise<Verification> {
  const challenge = String(randomInt(100_000_000, 2_000_000_000));
  try {
    const asked = endpointUrl(url, options.allow ?? []);
    const query = `hub.mode=subscribe&hub.challenge=${challenge}&hub.verify_token=${encodeURIComponent(verifyToken)}`;
    asked.search = asked.search === "" ? query : `${asked.search.slice(1)}&${query}`;
    const { status, body } = await guardedRequest(asked, {
      ...options,
      maxRedirects: 0,
      maxBytes: MAX_ANSWER_BYTES,
    });
    if (status !== 200) return { verified: false, reason: "status" };
    const echoed = new TextDecoder().decode(body).trim() === challenge;
    return echoed ? { verified: true } : { verified: false, reason: "challenge" };
  } catch (error) {
    if (error instanceof OutgoingError) return { verified: false, reason: error.failure };
    throw error;
  }
}

/**
 * A receiver's URL: https (specification, section 5, "TLS required"), http only to a host that the operator allows.
 * @throws {OutgoingError}
 */
export function endpointUrl(text: string, allow: readonly string[]): URL {
  const url = outgoingUrl(text);
  if (url.protocol === "http:" && !isAllowedHost(url, allow)) {
    throw new OutgoingUrlError("a webhook goes by https, or to a host that the operator allows");
  }
  return url;
}
