import { Table } from "../store/table.ts";

/**
 * How far this device has come: `token` the server knows it; `keys` it has made its keys; `listed` its device list is
 * published; `published` it has key packages, so that others can write to it.
 */
export type SelfStage = "token" | "keys" | "listed" | "published";

export interface SelfRecord {
  readonly stage: SelfStage;
  readonly account: string;
  readonly device: string;
  readonly token: string;
  readonly number: string;
  readonly domain: string;
  readonly name: string;
  /** From stage `keys` on: the account key and the device's identity, as crypto encodes them. */
  readonly accountKey?: Uint8Array;
  readonly identity?: Uint8Array;
  /** The first entry of the device list, kept so that a repeated append sends the same bytes. */
  readonly entry?: Uint8Array;
  /** Made by another device of the account: it joins that one's device list instead of starting one. */
  readonly linked?: boolean;
  /** The server no longer accepts this device. */
  readonly signedOut?: "replaced" | "removed";
}

export interface SettingsRecord {
  readonly readReceipts: boolean;
  readonly lastSeen: boolean;
  readonly typing: boolean;
  /** For this device; 0 is off. Missing in stores from before it was there. */
  readonly encryptedSmsAfterMinutes?: number;
  /** Some device of the account takes encrypted SMS. */
  readonly compact?: boolean;
}

export interface KeyPackageRecord {
  readonly privateBytes: Uint8Array;
  readonly lastResort: boolean;
  readonly expiresAt: number;
  /** The public part, until the server has answered that it has it. */
  readonly unpublished?: Uint8Array;
}

/** One row: `device`. */
export const selfTable = new Table<SelfRecord>("self");
/** One row: `device`. */
export const settingsTable = new Table<SettingsRecord>("settings", { lasting: true });
/** By base64url of the key package's reference. */
export const keyPackageTable = new Table<KeyPackageRecord>("keypackage");
