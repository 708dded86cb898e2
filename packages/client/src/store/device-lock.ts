import { deferred } from "../core/deferred.ts";
import { DeviceBusyError } from "../errors.ts";

/** Held while one tab (or worker) is the device's only writer. */
export interface DeviceLock {
  /** Aborted when another tab has taken over. */
  readonly lost: AbortSignal;
  release(): void;
}

export interface DeviceLockOptions {
  /** Another tab that holds the lock loses it. */
  readonly takeOver?: boolean | undefined;
  /** How long to wait for it to come free, milliseconds: a page before a reload holds it for a moment. Default 0. */
  readonly waitMs?: number | undefined;
}

/**
 * One writer per device, by the Web Locks API.
 * @throws DeviceBusyError when another tab holds the lock and is to keep it.
 */
export async function acquireDeviceLock(
  locks: LockManager,
  name: string,
  { takeOver, waitMs = 0 }: DeviceLockOptions = {},
): Promise<DeviceLock> {
  const lost = new AbortController();
  const held = deferred<void>();
  const granted = deferred<boolean>();
  const wait = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true };
  const mode = takeOver ? { steal: true } : wait;
  locks
    .request(name, mode, (lock) => {
      granted.resolve(lock !== null);
      return lock === null ? undefined : held.promise;
    })
    .catch((error: unknown) => {
      // A stolen lock rejects its request with AbortError; one that was waited for too long, with TimeoutError.
      if (error instanceof DOMException && error.name === "TimeoutError") granted.resolve(false);
      else granted.reject(error);
      lost.abort(new DeviceBusyError("another tab has taken over", { cause: error }));
    });
  if (!(await granted.promise)) throw new DeviceBusyError("another tab uses this device");
  return { lost: lost.signal, release: () => held.resolve(undefined) };
}
