import { createGroup as createMlsGroup } from "ts-mls/clientState.js";
import type { DeviceIdentity } from "../device-identity.ts";
import { newKeyPackagePair } from "../key-package.ts";
import { clientConfig } from "../mls/config.ts";
import { type GroupState, wrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";

const GROUP_ID_BYTES = 16;

/**
 * A group of one, at epoch 0.
 * @param options.groupId 16 to 64 bytes, never used before; random when absent
 */
export async function createGroup(
  identity: DeviceIdentity,
  options: { readonly groupId?: Uint8Array } = {},
): Promise<GroupState> {
  const groupId = options.groupId ?? crypto.getRandomValues(new Uint8Array(GROUP_ID_BYTES));
  if (groupId.length < GROUP_ID_BYTES || groupId.length > 64)
    throw new RangeError("groupId must be 16 to 64 bytes");
  const { publicPackage, privatePackage } = await newKeyPackagePair(identity);
  return wrap(
    await createMlsGroup(groupId.slice(), publicPackage, privatePackage, [], await suite(), clientConfig),
  );
}
