import { decodeDeviceList, exportRoster, type GroupState, type ListedDevice } from "@culver/crypto";
import type { DeviceLists } from "../contacts/device-lists.ts";
import { sameBytes } from "../core/same-bytes.ts";

/** What a group's roster lacks to be what the pinned device lists of its accounts say. */
export interface RosterPlan {
  /** Leaves of devices that are on no list any more. */
  readonly remove: readonly number[];
  /** Devices that are listed and no members. */
  readonly missing: readonly { readonly account: string; readonly device: string }[];
  /** This device's own leaf is under an account key that has been rotated. */
  readonly renew: boolean;
}

/** Compares a group's members with the pinned lists. An account without a pinned list is left as it is. */
export async function planRoster(
  state: GroupState,
  lists: DeviceLists,
  own: { readonly account: string; readonly device: string; readonly accountKey: Uint8Array },
): Promise<RosterPlan> {
  const members = exportRoster(state);
  const remove: number[] = [];
  const missing: { account: string; device: string }[] = [];
  let renew = false;
  for (const account of new Set(members.map((member) => member.account))) {
    const pin = await lists.pinned(account);
    if (pin === undefined) continue;
    const { devices, accountKey } = await decodeDeviceList(pin.entry);
    const seated = new Set<string>();
    for (const member of members.filter((other) => other.account === account)) {
      const isOwn = account === own.account && member.device === own.device;
      if (isOwn)
        renew = !sameBytes(member.accountKey, own.accountKey) && sameBytes(accountKey, own.accountKey);
      if (isOwn || isListed(devices, member)) seated.add(member.device);
      else remove.push(member.leaf);
    }
    for (const { device } of devices) if (!seated.has(device)) missing.push({ account, device });
  }
  return { remove, missing, renew };
}

function isListed(
  devices: readonly ListedDevice[],
  member: { readonly device: string; readonly signatureKey: Uint8Array },
): boolean {
  return devices.some(
    ({ device, signatureKey }) => device === member.device && sameBytes(signatureKey, member.signatureKey),
  );
}
