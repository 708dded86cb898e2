import type { CarrierTerms } from "./port.ts";
import { type Refuse, RouteParameters } from "./route-parameters.ts";

/** One carrier contract as its URL wrote it. Each scheme adds what its protocol needs, passwords included. */
export interface CarrierRoute {
  /** Tells the kinds of routes apart: "smpp", … */
  readonly scheme: string;
  readonly terms: CarrierTerms;
}

/** A route that cannot be used, said so that an operator can mend it. Holds no password. */
export class RouteError extends Error {
  override readonly name = "RouteError";
  constructor(position: number, problem: string) {
    super(`SMS route ${position}: ${problem}`);
  }
}

/** Reads one URL. Parameters it has not asked for are refused after it. */
export type RouteParser<R extends CarrierRoute = CarrierRoute> = (
  url: URL,
  parameters: RouteParameters,
  refuse: Refuse,
) => R;

/**
 * Parses routes separated by commas, each a URL whose scheme has a parser.
 * @param parsers by scheme, for example "smpps".
 * @throws RouteError, also for two routes of one name.
 */
export function parseCarrierRoutes<R extends CarrierRoute>(
  text: string,
  parsers: Readonly<Record<string, RouteParser<R>>>,
): readonly R[] {
  const positions = new Map<string, number>();
  return text
    .split(/,(?=\s*[a-z][a-z0-9+.-]*:\/\/)/i)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const refuse: Refuse = (problem) => {
        throw new RouteError(index + 1, problem);
      };
      const route = parseOne(part, parsers, refuse);
      const before = positions.get(route.terms.name);
      if (before !== undefined) {
        refuse(`has the same name as route ${before}; name= gives it one of its own`);
      }
      positions.set(route.terms.name, index + 1);
      return route;
    });
}

function parseOne<R extends CarrierRoute>(
  text: string,
  parsers: Readonly<Record<string, RouteParser<R>>>,
  refuse: Refuse,
): R {
  const url = URL.canParse(text)
    ? new URL(text)
    : refuse("is no URL of the form smpp://id:password@host:port");
  const scheme = url.protocol.slice(0, -1);
  const parser = Object.hasOwn(parsers, scheme) ? parsers[scheme] : undefined;
  if (!parser) {
    const known = Object.keys(parsers).map((name) => `${name}://`);
    return refuse(`must start with ${known.join(" or ")}`);
  }
  const parameters = new RouteParameters(url, refuse);
  const route = parser(url, parameters, refuse);
  parameters.refuseOthers();
  return route;
}

/** How well a route serves a number: the length of its longest matching prefix, or -1. */
export function specificity({ prefixes }: Pick<CarrierTerms, "prefixes">, number: string): number {
  if (prefixes.length === 0) return 0;
  return Math.max(-1, ...prefixes.map((prefix) => (number.startsWith(prefix) ? prefix.length : -1)));
}
