import { deferred } from "../core/deferred.ts";
import { DeviceBusyError } from "../errors.ts";

/** Held while one tab (or worker) is the device's only writer. */
export interface DeviceLock {
  /** Aborted when another tab has taken over. */
  readonly lost: AbortSignal;
  release(): void;
}

/**
 * One writer per device, by the Web Locks API. Throws DeviceBusyError when another tab holds the lock, unless
 * `takeOver`: then that tab's lock is lost.
 */
export async function acquireDeviceLock(
  locks: LockManager,
  name: string,
  options: { readonly takeOver?: boolean | undefined } = {},
): Promise<DeviceLock> {
  const lost = new AbortController();
  const held = deferred<void>();
  const granted = deferred<boolean>();
  const mode = options.takeOver ? { steal: true } : { ifAvailable: true };
  locks
    .request(name, mode, (lock) => {
      granted.resolve(lock !== null);
      return lock === null ? undefined : held.promise;
    })
    .catch((error: unknown) => {
      // A stolen lock rejects its request with AbortError.
      granted.reject(error);
      lost.abort(new DeviceBusyError("another tab has taken over", { cause: error }));
    });
  if (!(await granted.promise)) throw new DeviceBusyError("another tab uses this device");
  return { lost: lost.signal, release: () => held.resolve(undefined) };
}
