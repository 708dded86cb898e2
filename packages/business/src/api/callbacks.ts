import { GraphError } from "../graph/index.ts";
import type { Callback } from "./ports.ts";

/** Longest URL of a receiver, characters. */
export const MAX_URL = 2_048;

/** A receiver of webhooks with what it expects to be shown. @throws GraphError 100 when one of the two is missing */
export function callbackOf(url: string | undefined, verifyToken: string | undefined): Callback {
  if (!url) throw new GraphError(100, { details: "The URL of the receiver is required." });
  if (!verifyToken) throw new GraphError(100, { details: "The parameter verify_token is required." });
  return { url, verifyToken };
}
