import type { ClientOptions } from "@culver/client";
import type { Database } from "@culver/storage";

/** What devices and the engine log to; a pino logger fits. Never given content, numbers, tokens or codes. */
export interface BusinessLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export const silentLog: BusinessLog = { info() {}, warn() {} };

export interface DevicesOptions {
  /** The relay's own address, "https://chat.example.org". */
  readonly serverUrl: string;
  /** The relay's address for customers, in links to files. Default `serverUrl`. */
  readonly linkUrl?: string;
  /** Migrated with BUSINESS_MIGRATIONS. On PostgreSQL the devices' state is in it. */
  readonly database: Database;
  /** On SQLite each number's state is a file below this folder: `devices/<phone_number_id>.db`. */
  readonly directory: string;
  /** What other devices of the account would show this one as. Default "Business". */
  readonly deviceName?: string;
  readonly log?: BusinessLog;
  /** For what a client needs from its runtime. */
  readonly client?: Pick<ClientOptions, "fetch" | "WebSocket" | "clock" | "random">;
  /** How long to wait before a store that another process has is tried again, milliseconds. Default 2 000. */
  readonly retryMs?: number;
}
