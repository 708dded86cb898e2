/** What the package logs to; a pino logger fits. Never given numbers, texts, codes or passwords. */
export interface SmsLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Discards everything. */
export const silentLog: SmsLog = { debug() {}, info() {}, warn() {} };
