import type { Database } from "@culver/storage";
import type { CountryCode } from "libphonenumber-js/min";
import type { BusinessMedia } from "../media/index.ts";
import type { MessageLimits } from "../messages/index.ts";
import type { BusinessLimits, Engine, Templates } from "../model/index.ts";
import type { ApiAccounts, ManagementRate, Registrar, TemplateEndpoints } from "./ports.ts";
import type { Pins } from "./store/pins.ts";

export interface ApiLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Every figure a setting. */
export interface ApiSettings {
  /** Octets of a body of JSON or a form. Default 1 MiB. */
  readonly maxBodyBytes: number;
  /** Octets of a flow's JSON. Default 10 MB. */
  readonly maxFlowBytes: number;
  /** Lowest version accepted in a path. Default 13. */
  readonly lowestVersion: number;
  /** The version of a request that names none. */
  readonly defaultVersion: string;
  /** How long a token lasts that was exchanged for another, milliseconds. Default 60 days. */
  readonly exchangedMs: number;
  /** Wrong PINs of a number in `pinMs` until it must wait (133016). Default 10. */
  readonly pinTries: number;
  /** Default 72 hours. */
  readonly pinMs: number;
  /** Customers of one call of block_users. Default 1,000. */
  readonly blockedPerCall: number;
}

export const defaultApiSettings: ApiSettings = {
  maxBodyBytes: 1_048_576,
  maxFlowBytes: 10_000_000,
  lowestVersion: 13,
  defaultVersion: "v23.0",
  exchangedMs: 60 * 86_400_000,
  pinTries: 10,
  pinMs: 72 * 3_600_000,
  blockedPerCall: 1_000,
};

export interface ApiOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  readonly accounts: ApiAccounts;
  readonly engine: Pick<
    Engine,
    "send" | "markRead" | "threadFor" | "thread" | "setBlocked" | "blockedCustomers"
  >;
  readonly media: BusinessMedia;
  readonly templates: Templates;
  readonly templateEndpoints: TemplateEndpoints;
  readonly registrar: Registrar;
  readonly rate: ManagementRate;
  readonly limits: Pick<BusinessLimits, "throughput" | "tier">;
  readonly messageLimits?: MessageLimits;
  /** The business's country, ISO 3166: `to` without "+" may be as dialled there. */
  readonly country?: CountryCode;
  /** Where this process is reached, without a slash at its end. */
  readonly publicUrl: string;
  /** Where a customer opens a chat with a number (E.164) and a text to begin with: both in the fragment, which servers never see. */
  readonly chatLink: (number: string, text: string) => string;
  readonly settings?: Partial<ApiSettings>;
  readonly log?: ApiLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The options with what was left out. */
export interface ApiContext extends ApiOptions {
  readonly settings: ApiSettings;
  readonly log: ApiLog;
  readonly now: () => number;
  readonly pins: Pins;
  /** Octets of the longest file there can be. */
  readonly longestFile: number;
}
