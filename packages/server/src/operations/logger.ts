import { type DestinationStream, type Logger, pino } from "pino";

/**
 * Which level means what:
 * - `fatal`: the process ends.
 * - `error`: somebody was not served and an operator should look.
 * - `warn`: it went on, but not as it should; worth a look when it repeats.
 * - `info`: what happens once in a process's or a link's life: started, stopped, connected, migrated.
 * - `debug`: one line per connection or job. Never per message.
 *
 * No level carries content, numbers, codes, PINs, tokens or addresses of callers: what slips in under one of their
 * names is cut out below, which is the net and not the rule.
 */
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "silent";

const SECRETS = [
  "number",
  "numbers",
  "phone",
  "to",
  "text",
  "code",
  "pin",
  "token",
  "secret",
  "password",
  "authorization",
  "cookie",
  "payload",
  "body",
  "address",
  "ip",
  "sql",
  "params",
  "detail",
] as const;

/** At the top of a line and one and two levels down. */
const REDACTED = ["", "*.", "*.*."].flatMap((prefix) => SECRETS.map((name) => `${prefix}${name}`));

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Standard output when left out. */
  readonly destination?: DestinationStream | undefined;
}

/** JSON lines. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: "[removed]" },
    serializers: { err: errorFields },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const MAX_CAUSES = 4;

/** Name, message and stack of an error and its causes; none of the fields that drivers hang on it. */
function errorFields(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: errorFields(error.cause, depth + 1) }),
  };
}
