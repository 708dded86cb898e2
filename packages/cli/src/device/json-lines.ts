import { ClientError, DeviceBusyError } from "@culver/client";
import { type Context, ExitCode } from "../command.ts";

/** Prints one event as a line of JSON. */
export function printEvent(
  { out }: Pick<Context, "out">,
  event: { readonly event: string } & Readonly<Record<string, unknown>>,
): void {
  out(`${JSON.stringify(event)}\n`);
}

/**
 * Runs a device command's work; what the server or the store refuses becomes an `error` event and exit code 1, so that a
 * script reads one kind of line.
 */
export async function withErrorEvents(context: Context, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClientError) {
      const { code, message, retryAfter, triesLeft } = error;
      printEvent(context, { event: "error", code, message, retry_after: retryAfter, tries_left: triesLeft });
    } else if (error instanceof DeviceBusyError) {
      printEvent(context, { event: "error", code: "device_busy", message: error.message });
    } else throw error;
    return ExitCode.failure;
  }
}
