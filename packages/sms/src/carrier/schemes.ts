import type { RouteParser } from "./route.ts";
import { parseSmppRoute, type SmppRoute } from "./smpp-route.ts";

/** A route of any kind, told apart by `scheme`. */
export type AnyCarrierRoute = SmppRoute;

/** Every kind of carrier a route may name, by its URL's scheme. */
export const routeParsers: Readonly<Record<string, RouteParser<AnyCarrierRoute>>> = {
  smpp: parseSmppRoute,
  smpps: parseSmppRoute,
};
