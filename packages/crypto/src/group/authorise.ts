import { UnauthorisedDeviceError } from "../errors.ts";
import type { HandshakeMember } from "../handshake/roster.ts";

/** Says whether a device, with its signature key and under its account key, is on a signed device list. */
export type Authorise = (
  account: string,
  device: string,
  signatureKey: Uint8Array,
  accountKey: Uint8Array,
) => Promise<boolean>;

/** @throws UnauthorisedDeviceError for the first member that is on no list (DESIGN rule 4). */
export async function requireAuthorised(
  members: readonly HandshakeMember[],
  authorise: Authorise,
): Promise<void> {
  for (const { account, device, signatureKey, accountKey } of members)
    if (!(await authorise(account, device, signatureKey, accountKey)))
      throw new UnauthorisedDeviceError(account, device);
}
