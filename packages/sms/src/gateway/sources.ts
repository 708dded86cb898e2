import { parseCarrierRoutes } from "../carrier/route.ts";
import { type AnyCarrierRoute, routeParsers } from "../carrier/schemes.ts";
import { smppCarrier } from "../carrier/smpp-carrier.ts";
import type { CarrierSource, OpenSmsGatewayOptions, SmsRoutes } from "./options.ts";

/** What can be opened, for routes in any form. @throws RouteError */
export function sourcesOf(
  routes: SmsRoutes,
  options: Pick<OpenSmsGatewayOptions, "tuning" | "clock" | "log">,
): readonly CarrierSource[] {
  const list = typeof routes === "string" ? parseCarrierRoutes(routes, routeParsers) : routes;
  return list.map((route) => ("open" in route ? route : sourceOf(route, options)));
}

function sourceOf(
  route: AnyCarrierRoute,
  { tuning = {}, clock, log }: Pick<OpenSmsGatewayOptions, "tuning" | "clock" | "log">,
): CarrierSource {
  return {
    key: JSON.stringify(route),
    open: (events, parts) =>
      smppCarrier(route, events, { ...tuning, parts: parts(route.terms.name) }, clock, log),
  };
}
