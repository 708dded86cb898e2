import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";
import { pause } from "./pause.ts";

/** How long the server keeps what has not been fetched. */
export const RETENTION_MS = 30 * 24 * 60 * 60_000;

/** One kind of row whose time ends. */
export interface RetentionTask {
  /** A label for metrics: kebab-case, fixed. */
  readonly name: string;
  /** Deletes at most a few thousand rows that are over at `now`; resolves to how many. It is called again until 0. */
  run(now: number): Promise<number>;
}

export interface RetentionOptions {
  readonly tasks: readonly RetentionTask[];
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly now?: (() => number) | undefined;
  /** Between two rounds. */
  readonly everyMs?: number | undefined;
  readonly signal: AbortSignal;
}

const HOUR_MS = 60 * 60_000;

/** Deletes, now and then every hour, what has outlived its time; resolves when the signal is aborted. */
export async function runRetention(options: RetentionOptions): Promise<void> {
  const { signal, everyMs = HOUR_MS } = options;
  while (!signal.aborted) {
    await retainOnce(options);
    await pause(everyMs, signal);
  }
}

/** One round. A task that fails is logged and left for the next one. */
export async function retainOnce(options: Omit<RetentionOptions, "everyMs">): Promise<void> {
  const { tasks, metrics, logger, signal, now = Date.now } = options;
  for (const task of tasks) {
    try {
      let deleted: number;
      do {
        if (signal.aborted) return;
        deleted = await task.run(now());
        metrics.expired.inc({ task: task.name }, deleted);
        // Between two rounds of deleting, whoever waits for the database gets it.
        await new Promise(setImmediate);
      } while (deleted > 0);
    } catch (error) {
      logger.error({ err: error, task: task.name }, "retention failed");
    }
  }
}
