import type { Database } from "@culver/storage";
import type { OutgoingOptions } from "../outgoing/index.ts";

const DAY_MS = 86_400_000;

/** Times in milliseconds. */
export interface WebhookTuning {
  /** Connections at once to one target that answers well. Default 4. */
  readonly concurrency: number;
  /** Connections at once to all targets that answer well. Default 48. */
  readonly connections: number;
  /** Connections at once to all targets whose last delivery failed or was slow. Default 16. */
  readonly probes: number;
  /** A receiver that takes longer to answer is slow; good ones have a median of 250 (section 5). Default 1 000. */
  readonly slowMs: number;
  /** Events in one body, at most; 1 for receivers that read only the first. Default 100. */
  readonly batchEvents: number;
  /** Octets of one body, at most. Default 3 000 000. */
  readonly maxBodyBytes: number;
  /** A delivery may take so long altogether. Default 10 000. */
  readonly timeoutMs: number;
  /** Wait after a first failure; doubles with each. Default 1 000. */
  readonly firstRetryMs: number;
  /** Longest wait between two tries. Default an hour. */
  readonly maxRetryMs: number;
  /** After so long an event is dead. Default seven days. */
  readonly retryForMs: number;
  /** How often the tables are looked at for what nobody announced. Default 1 000. */
  readonly pollMs: number;
  /** How long delivered events are kept to be replayed; they hold content. Default 0: not at all. */
  readonly keepDeliveredMs: number;
  /** How long dead events are kept. Default 30 days. */
  readonly keepDeadMs: number;
  /** How long attempts are kept; they hold no content. Default seven days. */
  readonly keepAttemptsMs: number;
  /** How many attempts are kept, at most. Default 100 000. */
  readonly keepAttempts: number;
  /** How long closing waits for deliveries under way. Default 5 000. */
  readonly graceMs: number;
}

/** The specification's figures where it has any (section 5). */
export const defaultTuning: WebhookTuning = {
  concurrency: 4,
  connections: 48,
  probes: 16,
  slowMs: 1_000,
  batchEvents: 100,
  maxBodyBytes: 3_000_000,
  timeoutMs: 10_000,
  firstRetryMs: 1_000,
  maxRetryMs: 3_600_000,
  retryForMs: 7 * DAY_MS,
  pollMs: 1_000,
  keepDeliveredMs: 0,
  keepDeadMs: 30 * DAY_MS,
  keepAttemptsMs: 7 * DAY_MS,
  keepAttempts: 100_000,
  graceMs: 5_000,
};

/** What the queue logs to; a pino logger fits. Never given content, URLs, secrets or numbers. */
export interface WebhookLog {
  warn(fields: object, message: string): void;
}

export interface WebhookQueueOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  /** The app's secret, which signs; undefined when there is no such app any more. */
  readonly secretOf: (app: string) => Promise<string | undefined> | string | undefined;
  /** How receivers are reached: hosts that may be private, a resolver, authorities. */
  readonly reach?: Pick<OutgoingOptions, "allow" | "resolve" | "ca">;
  readonly tuning?: Partial<WebhookTuning>;
  readonly log?: WebhookLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** 0 ≤ random < 1 */
  readonly random?: () => number;
}
