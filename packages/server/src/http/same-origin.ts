import type { Context } from "hono";
import type { HttpEnv } from "./context.ts";
import { HttpError } from "./http-error.ts";

/**
 * Refuses what a page of another origin sends: there is no CORS here. Apps send no Origin and are let through; their
 * token is what counts.
 * @throws {HttpError} 403
 */
export function requireSameOrigin(context: Context<HttpEnv>, publicUrl: URL): void {
  const origin = context.req.header("origin");
  if (origin === undefined) {
    if (context.req.header("sec-fetch-site") !== "cross-site") return;
  } else if (origin === publicUrl.origin || sameHost(origin, context.req.header("host"))) {
    return;
  }
  throw new HttpError(403, "forbidden_origin", "Pages of other sites cannot call this server.");
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
