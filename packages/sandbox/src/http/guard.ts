import type { MiddlewareHandler } from "hono";
import { ApiError } from "./api-error.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Keeps other sites' pages away from the handsets. A foreign Host means DNS rebinding: a name that an
 * attacker pointed at this machine. Writing also asks that the browser says it is our own page, and a
 * content type that a plain form cannot send.
 * @param hosts names besides loopback that the sandbox is reached at.
 */
export function guard(hosts: readonly string[]): MiddlewareHandler {
  const allowed = new Set([...LOOPBACK, ...hosts.map((host) => host.toLowerCase())]);
  return async (context, next) => {
    const { hostname, host } = hostOf(context.req.header("host") ?? new URL(context.req.url).host);
    if (!allowed.has(hostname))
      throw new ApiError("The sandbox is not served at this name.", { status: 421, code: "wrong-host" });
    if (context.req.method !== "GET" && context.req.method !== "HEAD") {
      const site = context.req.header("sec-fetch-site");
      const origin = context.req.header("origin");
      const foreign =
        (site && site !== "same-origin" && site !== "none") || (origin && hostOfOrigin(origin) !== host);
      if (foreign)
        throw new ApiError("Only the sandbox's own page may do this.", { status: 403, code: "cross-site" });
      const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
      if (type !== "application/json") {
        throw new ApiError("Send the body as application/json.", { status: 415, code: "content-type" });
      }
    }
    await next();
  };
}

function hostOf(header: string): { host: string; hostname: string } {
  const host = header.toLowerCase();
  return { host, hostname: host.replace(/:\d+$/, "") };
}

function hostOfOrigin(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : "";
}
