import type { CarrierRoute, RouteParser } from "./route.ts";
import { readTerms } from "./terms-parameters.ts";

/** How a long message is submitted: concatenation in user data headers, in sar_* parameters, or in one piece. */
export type LongForm = "udh" | "udh16" | "sar" | "payload";

/** Where an SMPP carrier is, and as whom to bind. */
export interface SmppConnection {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** 0x33, 0x34 or 0x50. */
  readonly interfaceVersion: number;
}

/** A carrier that speaks SMPP. */
export interface SmppRoute extends CarrierRoute {
  readonly scheme: "smpp";
  readonly connection: SmppConnection;
  /** Connections at once; in mode "split" each is a transmitter and a receiver. */
  readonly binds: number;
  readonly mode: "trx" | "split";
  /** Unanswered submit_sm at once on one bind, at most. */
  readonly window: number;
  /** submit_sm per second on one bind; 0: as many as the window lets through. */
  readonly rate: number;
  /** submit_sm that may leave at once under `rate`. */
  readonly burst: number;
  /** Parts per second to one number; 0: no limit. */
  readonly ratePerNumber: number;
  readonly long: LongForm;
  /** The longest validity_period the carrier takes, in seconds; 0 sends none. */
  readonly maxValiditySeconds: number;
  /** service_type that asks for a voice call; empty when the carrier has none. */
  readonly voiceServiceType: string;
}

const VERSIONS = { "3.3": 0x33, "3.4": 0x34, "5.0": 0x50 } as const;
const PRINTABLE = "printable characters";

/**
 * Parses `smpp://id:password@host:port?prefix=+44&cost=3`; `smpps://` for TLS. Ports default to 2775, and 3550
 * for TLS. Reserved characters in id and password are percent-encoded. Beside the parameters of `readTerms`:
 * - `window` (10), `binds` (1 to 16), `mode` = trx or split, `version` = 3.3, 3.4 or 5.0, `system_type`;
 * - `rate` and `burst` per bind, `rate_per_number`, all per second;
 * - `long` = udh, udh16, sar or payload; `validity` in seconds; `voice`, the service_type of voice calls.
 */
export const parseSmppRoute: RouteParser<SmppRoute> = (url, parameters, refuse) => {
  const tls = url.protocol === "smpps:";
  if (!/^([A-Za-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(url.hostname)) refuse("has no host, or a malformed one");
  if (url.pathname !== "" && url.pathname !== "/") refuse("may not have a path");
  if (url.hash !== "") refuse("may not have a # part; write %23 for # in an id or password");
  const systemId = decode(url.username) ?? refuse("has a malformed id");
  const password = decode(url.password) ?? refuse("has a malformed password");
  if (!/^[\x20-\x7e]{1,15}$/.test(systemId)) refuse("needs an id of 1 to 15 characters");
  if (!/^[\x20-\x7e]{1,64}$/.test(password)) refuse("needs a password of 1 to 64 characters");
  const port = url.port === "" ? (tls ? 3550 : 2775) : Number(url.port);
  if (port === 0) refuse("has port 0");

  const voiceServiceType =
    parameters.text("voice", /^[\x20-\x7e]{1,5}$/, `a service_type of 1 to 5 ${PRINTABLE}`) ?? "";
  const terms = readTerms(parameters, refuse, `${systemId}@${url.hostname}:${port}`, voiceServiceType !== "");
  const version = parameters.oneOf("version", ["3.4", "3.3", "5.0"], "3.4");
  const mode = parameters.oneOf("mode", ["trx", "split"], version === "3.3" ? "split" : "trx");
  if (mode === "trx" && version === "3.3")
    refuse("has mode trx, which came with version 3.4; use mode=split");
  const long = parameters.oneOf("long", ["udh", "udh16", "sar", "payload"], "udh");
  if (version === "3.3" && (long === "sar" || long === "payload")) {
    refuse("has a long that version 3.3 has no parameters for; use udh or udh16");
  }
  const rate = parameters.number("rate", { fallback: 0, min: 0, max: 100_000, fraction: true });
  return {
    scheme: "smpp",
    terms: long === "udh16" ? { ...terms, text: { ...terms.text, referenceBits: 16 } } : terms,
    connection: {
      host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port,
      tls,
      systemId,
      password,
      systemType: parameters.text("system_type", /^[\x20-\x7e]{0,12}$/, `at most 12 ${PRINTABLE}`) ?? "",
      interfaceVersion: VERSIONS[version],
    },
    binds: parameters.number("binds", { fallback: 1, min: 1, max: 16 }),
    mode,
    window: parameters.number("window", { fallback: 10, min: 1, max: 1000 }),
    rate,
    burst: parameters.number("burst", { fallback: Math.max(1, Math.ceil(rate / 10)), min: 1, max: 100_000 }),
    ratePerNumber: parameters.number("rate_per_number", { fallback: 0, min: 0, max: 1000, fraction: true }),
    long,
    maxValiditySeconds: parameters.number("validity", { fallback: 2_592_000, min: 0, max: 2_592_000 }),
    voiceServiceType,
  };
};

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
