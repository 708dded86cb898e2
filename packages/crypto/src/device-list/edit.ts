import type { AccountKey } from "../account-key.ts";
import { equalBytes } from "../bytes.ts";
import type { DeviceIdentity } from "../device-identity.ts";
import { DeviceListError } from "../errors.ts";
import { HASH_BYTES } from "../signing.ts";
import { type DeviceList, type ListedDevice, signEntry } from "./entry.ts";

/** The public half of a device, as a list names it. `now` in milliseconds. */
export function listedDevice(identity: DeviceIdentity, now: number): ListedDevice {
  return {
    device: identity.device,
    signatureKey: identity.signature.publicKey,
    hpkeKey: identity.hpke.publicKey,
    addedAt: now,
  };
}

function checkKey(list: DeviceList, key: AccountKey): void {
  if (!equalBytes(list.accountKey, key.publicKey))
    throw new DeviceListError("signature", "not the account key of this list");
}

/** Version 1: the account's first device. */
export async function startDeviceList(
  identity: DeviceIdentity,
  accountKey: AccountKey,
  now: number,
): Promise<DeviceList> {
  const fields = {
    account: identity.account,
    version: 1,
    accountKey: accountKey.publicKey,
    previous: new Uint8Array(HASH_BYTES),
    devices: [listedDevice(identity, now)],
  };
  return signEntry(fields, accountKey.privateKey);
}

/** @throws DeviceListError `duplicate-device`, `too-many`, or `signature` for another account key. */
export async function addDevice(
  list: DeviceList,
  accountKey: AccountKey,
  device: ListedDevice,
): Promise<DeviceList> {
  checkKey(list, accountKey);
  const fields = {
    account: list.account,
    version: list.version + 1,
    accountKey: list.accountKey,
    previous: list.hash,
    devices: [...list.devices, device],
  };
  return signEntry(fields, accountKey.privateKey);
}

/**
 * Takes a device off the list and rotates the account key in the same entry, signed by both keys: whoever holds the
 * revoked device may hold the old key.
 * @throws DeviceListError `unknown-device`, `empty` for the last device, `rotation` when the key stays the same.
 */
export async function revokeDevice(
  list: DeviceList,
  accountKey: AccountKey,
  nextAccountKey: AccountKey,
  device: string,
): Promise<DeviceList> {
  checkKey(list, accountKey);
  if (equalBytes(accountKey.publicKey, nextAccountKey.publicKey))
    throw new DeviceListError("rotation", "revoking needs a new account key");
  const devices = list.devices.filter((listed) => listed.device !== device);
  if (devices.length === list.devices.length)
    throw new DeviceListError("unknown-device", "no such device on the list");
  const fields = {
    account: list.account,
    version: list.version + 1,
    accountKey: nextAccountKey.publicKey,
    previous: list.hash,
    devices,
  };
  return signEntry(fields, nextAccountKey.privateKey, accountKey.privateKey);
}
