import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { isLoopback } from "./client-address.ts";
import type { HttpEnv } from "./context.ts";
import { HttpError } from "./http-error.ts";

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Whether the caller is on this machine. One that comes through a proxy that is not trusted looks like it, so a request
 * with a forwarding header is not; and a page elsewhere whose name was pointed at 127.0.0.1 has its own Host.
 * @param address who is calling, `clientAddress` of the peer
 */
export function isLocalRequest(headers: Headers, peer: string, address: string): boolean {
  const forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => headers.has(name));
  return (
    !forwarded &&
    isLoopback(peer) &&
    isLoopback(address) &&
    LOOPBACK_HOST.test(headers.get("host") ?? "localhost")
  );
}

/** Lets through a caller on this machine. @throws {HttpError} 404: there is nothing to see for others. */
export function requireLoopback(context: Context<HttpEnv>): void {
  if (isLocalRequest(context.req.raw.headers, context.env.peer, context.get("address"))) return;
  throw new HttpError(404, "not_found", "There is no such thing.");
}

/** Lets through the bearer of `token`. @throws {HttpError} 401 */
export function requireToken(context: Context<HttpEnv>, token: string): void {
  const given = context.req.header("authorization") ?? "";
  if (!timingSafeEqual(digest(given), digest(`Bearer ${token}`))) {
    throw new HttpError(401, "not_authorized", "A token is needed here.");
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
