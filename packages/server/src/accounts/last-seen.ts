import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import { pause } from "../operations/pause.ts";
import type { Principal } from "../ports.ts";

/** A device's time is written at most this often. */
const LAST_SEEN_EVERY_MS = 5 * 60_000;
const FLUSH_EVERY_MS = 60_000;
const MAX_REMEMBERED = 100_000;

/** Flushes every minute until the signal is aborted, and then once more. */
export async function runLastSeen(lastSeen: LastSeen, logger: Logger, signal: AbortSignal): Promise<void> {
  do {
    await pause(FLUSH_EVERY_MS, signal);
    await lastSeen.flush().catch((error) => logger.warn({ err: error }, "last seen not written"));
  } while (!signal.aborted);
}

/** Keeps `devices.last_seen_at` roughly true at the cost of one small transaction now and then. */
export class LastSeen {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #written = new Map<string, number>();
  readonly #pending = new Map<string, { readonly principal: Principal; readonly at: number }>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** The device was heard of now. Costs no I/O; call it as often as convenient. */
  touch(principal: Principal): void {
    const key = `${principal.account}/${principal.device}`;
    const at = this.#now();
    if (at - (this.#written.get(key) ?? Number.NEGATIVE_INFINITY) < LAST_SEEN_EVERY_MS) return;
    this.#pending.set(key, { principal, at });
  }

  /** Writes what has been touched, in one transaction. Call it every minute or so and before shutting down. */
  async flush(): Promise<void> {
    if (this.#pending.size === 0) return;
    const batch = [...this.#pending];
    this.#pending.clear();
    try {
      await this.#database.transaction(async (tx) => {
        for (const [, { principal, at }] of batch) {
          await tx.execute(
            "UPDATE devices SET last_seen_at = ? WHERE account = ? AND device = ? AND last_seen_at < ?",
            [at, principal.account, principal.device, at],
          );
        }
      });
    } catch (error) {
      for (const [key, touched] of batch) if (!this.#pending.has(key)) this.#pending.set(key, touched);
      throw error;
    }
    if (this.#written.size + batch.length > MAX_REMEMBERED) this.#written.clear();
    for (const [key, { at }] of batch) this.#written.set(key, at);
  }
}
