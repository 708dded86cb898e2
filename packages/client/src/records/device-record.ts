import { Table } from "../store/table.ts";

/**
 * The removal of a device, so that a crash does not leave it half done. `entry`: the revoking entry is to be appended;
 * `listed`: it is on the list, what follows can be repeated; `unlisted`: the device was on no list, only the server knows it.
 */
export interface RemovalRecord {
  readonly stage: "entry" | "listed" | "unlisted";
  /** The entry, the account key it rotates to and this device's identity under that key. */
  readonly entry?: Uint8Array;
  readonly accountKey?: Uint8Array;
  readonly identity?: Uint8Array;
}

/** One row, `device`: a credential this device has been given and not yet taken over. */
export const givenCredentialTable = new Table<Uint8Array>("credential");
/** By device. */
export const removalTable = new Table<RemovalRecord>("removal");
/** Devices this one has linked and not yet seen on the list, by device: the moment they were. */
export const awaitedDeviceTable = new Table<number>("awaited");
