import type { LinkState } from "../link/esme-link.ts";
import type { Carrier } from "./carrier.ts";
import type { RouteCounters } from "./counters.ts";

/** A route as the status page shows it; holds no password. */
export interface RouteState extends LinkState {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly prefixes: readonly string[];
  readonly cost: number;
  readonly window: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly counters: Readonly<RouteCounters>;
}

/** A snapshot of one route. Names its fields, so that the password cannot slip in. */
export function routeState(carrier: Carrier): RouteState {
  const { name, host, port, tls, prefixes, cost, window } = carrier.route;
  const { inFlight, waiting } = carrier.load;
  return {
    ...carrier.state,
    ...{ name, host, port, tls, prefixes, cost, window, inFlight, waiting },
    counters: { ...carrier.counters },
  };
}
