import type { Context } from "hono";
import type { Principal } from "../ports.ts";
import { limitedAddress } from "./client-address.ts";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { HttpError } from "./http-error.ts";

/** `Bearer ACCOUNT/DEVICE:TOKEN`. */
const SHAPE = /^Bearer ([a-z2-7]{16})\/([1-9]\d{0,9}):([A-Za-z0-9_-]{1,100})$/i;

/**
 * The device whose token the request carries; counts the call.
 * @throws {HttpError} 401
 * @throws {RateLimitedError}
 */
export async function requireDevice(door: HttpDoorContext, context: Context<HttpEnv>): Promise<Principal> {
  const { limiter, limits } = door.services;
  const principal = await authenticatedDevice(door, context);
  await limiter.take([{ limit: "account-calls", subject: principal.account, policy: limits.accountCalls }]);
  return principal;
}

/**
 * The device whose token the request carries; the caller counts the call.
 * @throws {HttpError} 401
 * @throws {RateLimitedError} for wrong tokens.
 */
export async function authenticatedDevice(
  door: HttpDoorContext,
  context: Context<HttpEnv>,
): Promise<Principal> {
  const { authenticate, limiter, limits } = door.services;
  const [, account, device, token] = SHAPE.exec(context.req.header("authorization") ?? "") ?? [];
  const given = account !== undefined && device !== undefined && token !== undefined;
  const principal = given ? await authenticate(account, Number(device), token) : undefined;
  if (principal === undefined) {
    const subject = limitedAddress(context.get("address"));
    if (given) await limiter.take([{ limit: "bad-token", subject, policy: limits.badToken }]);
    throw new HttpError(401, "not_authorized", "This device is not signed in.");
  }
  return principal;
}
