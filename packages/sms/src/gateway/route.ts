import { parseCarrierRoutes } from "../carrier/route.ts";
import { parseSmppRoute, type SmppConnection } from "../carrier/smpp-route.ts";

export { RouteError, specificity } from "../carrier/route.ts";

/** One carrier contract: where to bind, as whom, and for which numbers. */
export interface SmsRoute extends Omit<SmppConnection, "interfaceVersion"> {
  /** id@host:port: names the route in logs and states. */
  readonly name: string;
  /** E.164 prefixes with plus; none serves every number. */
  readonly prefixes: readonly string[];
  /** Of equally specific routes the cheaper is taken. Any unit. */
  readonly cost: number;
  /** Unanswered submit_sm at once. */
  readonly window: number;
}

/** Parses SMPP routes separated by commas. @throws RouteError */
export function parseRoutes(text: string): SmsRoute[] {
  const routes = parseCarrierRoutes(text, { smpp: parseSmppRoute, smpps: parseSmppRoute });
  return routes.map(({ terms, connection: { interfaceVersion: _, ...connection }, window }) => {
    const { name, prefixes, cost } = terms;
    return { ...connection, name, prefixes, cost, window };
  });
}
