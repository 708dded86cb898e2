/** One carrier contract: where to bind, as whom, and for which numbers. */
export interface SmsRoute {
  /** id@host:port: names the route in logs and states. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** E.164 prefixes with plus; none serves every number. */
  readonly prefixes: readonly string[];
  /** Of equally specific routes the cheaper is taken. Any unit. */
  readonly cost: number;
  /** Unanswered submit_sm at once. */
  readonly window: number;
}

/** A route that cannot be used, said so that an operator can mend it. Holds no password. */
export class RouteError extends Error {
  override readonly name = "RouteError";
  constructor(position: number, problem: string) {
    super(`SMS route ${position}: ${problem}`);
  }
}

const KNOWN = ["prefix", "cost", "window", "system_type"];

/**
 * Parses `smpp://id:password@host:port?prefix=+44&cost=3`, several separated by commas; `smpps://` for TLS.
 * Parameters: prefix (repeated, or several with commas), cost (default 0), window (default 10), system_type.
 * Ports default to 2775, and 3550 for TLS. Reserved characters in id and password are percent-encoded.
 * @throws RouteError
 */
export function parseRoutes(text: string): SmsRoute[] {
  return text
    .split(/,(?=\s*[a-z][a-z0-9+.-]*:\/\/)/i)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => parseRoute(part, index + 1));
}

function parseRoute(text: string, position: number): SmsRoute {
  const fail = (problem: string): never => {
    throw new RouteError(position, problem);
  };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return fail("is no URL of the form smpp://id:password@host:port");
  if (url.protocol !== "smpp:" && url.protocol !== "smpps:")
    return fail("must start with smpp:// or smpps://");
  const tls = url.protocol === "smpps:";
  if (!/^([A-Za-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(url.hostname)) fail("has no host, or a malformed one");
  if (url.pathname !== "" && url.pathname !== "/") fail("may not have a path");
  const systemId = decode(url.username) ?? fail("has a malformed id");
  const password = decode(url.password) ?? fail("has a malformed password");
  if (!/^[\x20-\x7e]{1,15}$/.test(systemId)) fail("needs an id of 1 to 15 characters");
  if (!/^[\x20-\x7e]{1,64}$/.test(password)) fail("needs a password of 1 to 64 characters");
  const port = url.port === "" ? (tls ? 3550 : 2775) : Number(url.port);
  if (port === 0) fail("has port 0");

  // In a query a plus means a space; here it is a number's.
  const parameters = new URLSearchParams(url.search.replaceAll("+", "%2B"));
  for (const name of parameters.keys()) {
    if (!KNOWN.includes(name)) fail(`has an unknown parameter "${name}"; known are ${KNOWN.join(", ")}`);
  }
  const prefixes = parameters.getAll("prefix").flatMap((list) => list.split(","));
  if (!prefixes.every((prefix) => /^\+\d{1,15}$/.test(prefix)))
    fail("has a prefix that is not + and 1 to 15 digits");
  const cost = Number(parameters.get("cost") ?? 0);
  if (!Number.isFinite(cost) || cost < 0) fail("has a cost that is no number ≥ 0");
  const window = Number(parameters.get("window") ?? 10);
  if (!Number.isInteger(window) || window < 1 || window > 1000) fail("has a window outside 1 to 1000");
  const systemType = parameters.get("system_type") ?? "";
  if (!/^[\x20-\x7e]{0,12}$/.test(systemType)) fail("has a system_type longer than 12 characters");

  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const name = `${systemId}@${url.hostname}:${port}`;
  return { name, host, port, tls, systemId, password, systemType, prefixes, cost, window };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** How well a route serves a number: the length of its longest matching prefix, or -1. */
export function specificity({ prefixes }: Pick<SmsRoute, "prefixes">, number: string): number {
  if (prefixes.length === 0) return 0;
  return Math.max(-1, ...prefixes.map((prefix) => (number.startsWith(prefix) ? prefix.length : -1)));
}
