import type { Element } from "@culver/protocol";
import type { Database } from "../store/database.ts";
import type { Changes } from "./changes.ts";
import type { DeviceKeys } from "./device-keys.ts";
import type { Faults } from "./faults.ts";
import type { Log } from "./log.ts";
import type { Serial } from "./serial.ts";

/** What the concepts need of the stream. */
export interface Wire {
  readonly ready: boolean;
  send(element: Element, onAcknowledged?: () => void): boolean;
  ask(type: "get" | "set", payload: Element, id?: string): Promise<Element | undefined>;
}

/** What every concept of a device shares. */
export interface Context {
  readonly db: Database;
  readonly wire: Wire;
  readonly keys: DeviceKeys;
  readonly changes: Changes;
  readonly faults: Faults;
  /**
   * The device's one queue for work that touches ratchets or waits for the server. App calls that only read or write rows do
   * not pass through it.
   */
  readonly jobs: Serial;
  /** Unix ms. */
  readonly clock: () => number;
  readonly log: Log;
}
