import type { Database } from "@culver/storage";
import type { Accounts, Announcer, BusinessLimits, Devices, MediaStore } from "../model/index.ts";

/** What the engine logs to; a pino logger fits. Never given content, numbers, tokens or codes. */
export interface EngineLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface EngineOptions {
  /** Migrated with BUSINESS_MIGRATIONS. One engine at a time works on it. */
  readonly database: Database;
  readonly accounts: Accounts;
  readonly announcer: Announcer;
  readonly devices: Devices;
  readonly media: MediaStore;
  readonly limits?: Partial<BusinessLimits>;
  /** Messages older than this are deleted, milliseconds; 0, the default: never. */
  readonly retentionMs?: number;
  /** The language of the words around content in SMS: "de", "pt_BR". Default English. */
  readonly smsLanguage?: string;
  /** How long a first message waits for the directory to confirm its sender's number, milliseconds. Default 2 000. */
  readonly confirmMs?: number;
  /** How long a file that came in is tried to be fetched, milliseconds. Default ten minutes. */
  readonly fetchMs?: number;
  readonly log?: EngineLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Options with everything that was not told. */
export interface Settings
  extends Required<Omit<EngineOptions, "limits" | "smsLanguage">>,
    Pick<EngineOptions, "smsLanguage"> {
  readonly limits: BusinessLimits;
}

/** Tells the log of a fault in what pages and other parts are told after a commit. */
export const logFault =
  ({ log }: Pick<Settings, "log">) =>
  (error: unknown): void =>
    log.warn({ error: error instanceof Error ? error.name : "unknown" }, "a change was not shown");
