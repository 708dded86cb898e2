import { GraphError } from "../graph/index.ts";
import { OutgoingError, outgoingUrl } from "../outgoing/index.ts";
import { type ReachOptions, type Verification, verifyEndpoint } from "../webhooks/index.ts";

/** Where events go, and what the receiver shows that it expects them by. */
export interface Callback {
  readonly url: string;
  readonly verifyToken: string;
}

/** Longest URL of a receiver, characters. */
const MAX_URL = 2_048;

const WHY: Readonly<Record<string, string>> = {
  url: "it is no https address; http goes to hosts alone that the operator has allowed",
  status: "it did not answer 200 to hub.mode=subscribe",
  challenge: "it did not answer with the bare hub.challenge",
  address: "it is not on the public internet, and the operator has not allowed its host",
  name: "its host has no address",
  certificate: "its certificate does not hold",
  connection: "no connection could be made",
  timeout: "it did not answer in time",
};

/**
 * Asks a receiver whether it expects events (section 5, "Verify").
 * @returns the URL as it is kept
 * @throws GraphError 100 when it cannot be asked or does not answer with the challenge
 */
export async function verifiedUrl({ url, verifyToken }: Callback, reach: ReachOptions): Promise<string> {
  if (url.length > MAX_URL) throw refused(`it is longer than ${MAX_URL} characters`);
  let href: string;
  try {
    href = outgoingUrl(url).href;
  } catch (error) {
    if (error instanceof OutgoingError) throw refused(error.message, error);
    throw error;
  }
  const answer = await verifyEndpoint(href, verifyToken, reach);
  if (!answer.verified) throw refused(reasonOf(answer));
  return href;
}

function reasonOf({ reason }: Extract<Verification, { verified: false }>): string {
  return WHY[reason] ?? `it could not be reached (${reason})`;
}

function refused(why: string, cause?: unknown): GraphError {
  return new GraphError(100, { details: `The callback URL could not be verified: ${why}.`, cause });
}
