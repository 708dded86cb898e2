import type { DeviceList, ListedDevice } from "./verification.ts";

/** Who is on the current device lists: what groups and keys ask before they trust a device. */
export interface DeviceDirectory {
  /**
   * Whether the device is registered and on the newest entry of the account's device list and, when given, has that
   * MLS signature key there.
   */
  isListed(account: string, device: number, signatureKey?: Uint8Array): Promise<boolean>;
  /** The account key of the newest entry, or undefined when the account has no device list. */
  accountKey(account: string): Promise<Uint8Array | undefined>;
  /** The devices of the newest entry that are registered; none when the account has no device list. */
  devices(account: string): Promise<readonly ListedDevice[]>;
  /** The newest entry, or undefined. */
  current(account: string): Promise<DeviceList | undefined>;
}
