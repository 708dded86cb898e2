import { UsageError } from "../command.ts";
import { readOptions } from "../options.ts";

/** What every device command takes. */
export interface DeviceOptions {
  /** Folder of this device's store. */
  readonly store: string;
  /** Address of the server, without a slash at its end. */
  readonly server: string;
}

const common = { store: { type: "string" }, server: { type: "string" } } as const;

type Extra = Record<string, { readonly type: "string" | "boolean"; readonly default?: string | boolean }>;

/**
 * Reads `--store DIR --server URL`, further flags, and arguments.
 * @throws {UsageError} when one of the two is missing, or URL is no http(s) address
 */
export function readDeviceOptions<const More extends Extra>(
  args: readonly string[],
  more: More,
  expected: { readonly least: number; readonly most: number },
) {
  const { values, positionals } = readOptions(args, { ...common, ...more }, expected);
  const { store, server } = values as { store?: string; server?: string };
  if (store === undefined || store === "") throw new UsageError("--store DIR is missing");
  if (server === undefined) throw new UsageError("--server URL is missing");
  return { device: { store, server: serverAddress(server) }, values, positionals };
}

function serverAddress(text: string): string {
  if (!URL.canParse(text)) throw new UsageError("--server is an address such as https://chat.example.org");
  const { protocol, origin } = new URL(text);
  if (protocol !== "http:" && protocol !== "https:")
    throw new UsageError("--server begins with http:// or https://");
  return origin;
}

/** @throws {UsageError} unless the text is a whole number from `least` on */
export function wholeNumberFlag(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least)
    throw new UsageError(`${name} is a whole number from ${least}`);
  return value;
}
