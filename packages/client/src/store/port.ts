/**
 * Where a device keeps its state: ordered keys, byte values, atomic and durable commits.
 *
 * Keys are printable ASCII (0x21 to 0x7e), so that every engine sorts them alike. They hold ids and positions, never
 * message text. Values are opaque. There is one writer per store; opening it twice throws DeviceBusyError.
 */
export interface Store {
  get(key: string): Promise<Uint8Array | undefined>;
  range(range: KeyRange): Promise<readonly Entry[]>;
  /** All or nothing. Resolves when the operations survive a crash of the process and, where the engine can, of the machine. */
  commit(operations: readonly Operation[]): Promise<void>;
  close(): Promise<void>;
}

export interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
}

export type Operation =
  | { readonly type: "put"; readonly key: string; readonly value: Uint8Array }
  | { readonly type: "delete"; readonly key: string };

export interface KeyRange {
  readonly prefix: string;
  /** First key of interest, inclusive; the whole key, prefix included. */
  readonly from?: string | undefined;
  /** Where to stop, exclusive; the whole key. */
  readonly to?: string | undefined;
  readonly limit?: number | undefined;
  /** From the end towards the beginning. */
  readonly reverse?: boolean | undefined;
}

/** Above every key that is allowed. */
const LAST = "\x7f";

/** A range's bounds: `from` inclusive, `to` exclusive. */
export function boundsOf(range: KeyRange): { readonly from: string; readonly to: string } {
  const from = range.from !== undefined && range.from > range.prefix ? range.from : range.prefix;
  const end = range.prefix + LAST;
  return { from, to: range.to !== undefined && range.to < end ? range.to : end };
}
