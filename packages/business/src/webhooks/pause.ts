import { setTimeout as sleep } from "node:timers/promises";

/** Lets whatever else is ready run: SQLite answers within one turn of the event loop, however often it is asked. */
export function yieldTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Resolves after `ms`, or when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}
