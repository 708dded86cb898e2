import { equalBytes } from "../bytes.ts";
import type { Credential } from "../credential.ts";
import { DeviceListError } from "../errors.ts";
import { HASH_BYTES } from "../signing.ts";
import { type DeviceList, openEntry, type SignedList, verifyRotation } from "./entry.ts";

/** What to remember of the newest entry seen, so that no older or forked chain is ever accepted again. */
export interface PinnedEntry {
  readonly account: string;
  readonly version: number;
  readonly hash: Uint8Array;
  readonly accountKey: Uint8Array;
  /** With them, the entry after the pinned one is also checked for a device dropped without a rotation. */
  readonly devices?: Devices;
}

type Devices = DeviceList["devices"];

export function pinOf(list: DeviceList): PinnedEntry {
  const { account, version, hash, accountKey, devices } = list;
  return { account, version, hash, accountKey, devices };
}

function keepsAll(before: Devices, after: Devices): boolean {
  return before.every((old) =>
    after.some(
      (listed) =>
        listed.device === old.device &&
        listed.addedAt === old.addedAt &&
        equalBytes(listed.signatureKey, old.signatureKey) &&
        equalBytes(listed.hpkeKey, old.hpkeKey),
    ),
  );
}

function checkFirst(entry: SignedList): void {
  const { list } = entry;
  if (list.version !== 1) throw new DeviceListError("version", "a chain starts at version 1");
  if (!equalBytes(list.previous, new Uint8Array(HASH_BYTES)))
    throw new DeviceListError("hash", "version 1 follows nothing");
  if (entry.rotationSignature !== undefined)
    throw new DeviceListError("rotation", "version 1 has no key to rotate from");
}

async function checkNext(before: PinnedEntry, entry: SignedList): Promise<void> {
  const { list } = entry;
  const { devices } = before;
  if (list.account !== before.account) throw new DeviceListError("account", "entry of another account");
  if (list.version !== before.version + 1)
    throw new DeviceListError("version", "entries must be consecutive");
  if (!equalBytes(list.previous, before.hash)) throw new DeviceListError("hash", "entry does not follow");
  if (equalBytes(list.accountKey, before.accountKey)) {
    if (entry.rotationSignature !== undefined)
      throw new DeviceListError("rotation", "two signatures without a new key");
    if (devices !== undefined && !keepsAll(devices, list.devices))
      throw new DeviceListError("rotation", "a device was dropped or changed without rotating the key");
  } else if (!(await verifyRotation(entry, before.accountKey)))
    throw new DeviceListError("rotation", "the old account key has not signed the new one");
}

/**
 * Verifies entries, oldest first, and returns the newest. Without `pinned` they start at version 1; with it, the first
 * is the pinned entry itself or the one after it.
 * @throws DeviceListError
 */
export async function verifyDeviceListChain(
  entries: readonly Uint8Array[],
  pinned?: PinnedEntry,
): Promise<DeviceList> {
  let last: DeviceList | undefined;
  for (const bytes of entries) {
    const entry = await openEntry(bytes);
    if (last !== undefined) await checkNext(last, entry);
    else if (pinned === undefined) checkFirst(entry);
    else if (entry.list.version !== pinned.version) await checkNext(pinned, entry);
    else if (entry.list.account !== pinned.account || !equalBytes(entry.list.hash, pinned.hash))
      throw new DeviceListError("hash", "another entry than the pinned one");
    last = entry.list;
  }
  if (last === undefined) throw new DeviceListError("empty", "no entries");
  return last;
}

/** Whether the list names the credential's device, with its key, under the list's account key. */
export function listAuthorises(list: DeviceList, credential: Credential): boolean {
  return (
    list.account === credential.account &&
    equalBytes(list.accountKey, credential.accountKey) &&
    list.devices.some(
      (listed) =>
        listed.device === credential.device && equalBytes(listed.signatureKey, credential.signatureKey),
    )
  );
}
