import { constants } from "node:os";

/**
 * A signal that is aborted by the first SIGINT or SIGTERM, for an orderly end; a second one ends the process at
 * once. Only a main module calls this.
 */
export function endSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(128 + constants.signals[name]);
      controller.abort();
    });
  }
  return controller.signal;
}
