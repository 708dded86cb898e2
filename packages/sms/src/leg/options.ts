import type { Database } from "@culver/storage";
import type { CarrierTerms } from "../carrier/port.ts";
import type { SmsGateway } from "../gateway/api.ts";
import { type SmsLog, silentLog } from "../log.ts";
import type { SmsRules } from "../rules/index.ts";
import type { LegHome } from "./home.ts";

export interface LegLimits {
  /** Texts of one account in an hour, and in a day. */
  readonly perHour: number;
  readonly perDay: number;
  /** Segments of one text. */
  readonly maxSegments: number;
  /** Notices in an hour to phones that map to nobody. */
  readonly noticesPerHour: number;
}

export const DEFAULT_LEG_LIMITS: LegLimits = {
  perHour: 60,
  perDay: 300,
  maxSegments: 10,
  noticesPerHour: 60,
};

/** What carriers charge for a segment to a phone, and how they want its text. */
export type LegTerms = Pick<CarrierTerms, "cost" | "currency" | "text">;

export interface SmsLegOptions {
  /** The gateway's, open, with LEG_MIGRATIONS applied. */
  readonly database: Database;
  readonly gateway: Pick<SmsGateway, "send" | "onIncoming" | "onStatus">;
  readonly home: LegHome;
  /** STOP, START, HELP and who is on the list. Without them nobody is. */
  readonly rules?: Pick<SmsRules, "takeIncoming" | "checkOutgoing"> | undefined;
  /** Whether people may write to phones. Accounts with a number of their own may in any case. Default true. */
  readonly people?: boolean | undefined;
  /** E.164 numbers that people write from. None: every new phone is refused as "pool-exhausted". */
  readonly pool: readonly string[];
  /** Undefined when no carrier goes there. */
  readonly terms: (phone: string) => LegTerms | undefined;
  /** E.164 prefixes that people may write to, with plus; none: wherever carriers go. */
  readonly allowedPrefixes?: readonly string[] | undefined;
  /** What a phone that maps to nobody is told, once. Undefined: nothing. */
  readonly unknownReply?: string | undefined;
  /** 32 octets that seal the private keys in the database. */
  readonly secret?: Uint8Array | undefined;
  readonly limits?: Partial<LegLimits> | undefined;
  /** How long a carrier keeps a text for an account that has no device, milliseconds. Default an hour. */
  readonly homelessMs?: number | undefined;
  readonly log?: SmsLog | undefined;
  readonly now?: (() => number) | undefined;
}

/** The options with every default filled in. */
export type LegContext = Omit<
  SmsLegOptions,
  "limits" | "homelessMs" | "log" | "now" | "allowedPrefixes" | "people"
> & {
  readonly people: boolean;
  readonly limits: LegLimits;
  readonly homelessMs: number;
  readonly log: SmsLog;
  readonly now: () => number;
  readonly allowedPrefixes: readonly string[];
};

export function legContext(options: SmsLegOptions): LegContext {
  return {
    ...options,
    people: options.people ?? true,
    limits: { ...DEFAULT_LEG_LIMITS, ...options.limits },
    homelessMs: options.homelessMs ?? 60 * 60_000,
    log: options.log ?? silentLog,
    now: options.now ?? Date.now,
    allowedPrefixes: options.allowedPrefixes ?? [],
  };
}
