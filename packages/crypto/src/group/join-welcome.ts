import { joinGroup } from "ts-mls/clientState.js";
import { emptyPskIndex } from "ts-mls/pskIndex.js";
import { equalBytes } from "../bytes.ts";
import type { DeviceIdentity } from "../device-identity.ts";
import { CryptoError, NoKeyPackageError, UndecryptableError } from "../errors.ts";
import { keyPackageRef } from "../handshake/parse-key-package.ts";
import { decodePrivateKeyPackage } from "../key-package.ts";
import { clientConfig } from "../mls/config.ts";
import { decodeMessage } from "../mls/message.ts";
import { type GroupState, rosterOfTree, wrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";
import { type Authorise, requireAuthorised } from "./authorise.ts";
import { checkProfile, checkRoster, isOwn } from "./check-joined.ts";

export interface JoinedGroup {
  readonly state: GroupState;
  /** Of the key package that was used: delete its private bytes, unless it is the last-resort one. */
  readonly ref: Uint8Array;
}

/**
 * Joins by a Welcome (RFC 9420 section 12.4.3.1). Every other member must be on a signed device list.
 * @throws NoKeyPackageError, UndecryptableError, MembershipError, UnauthorisedDeviceError, GroupFullError
 */
export async function joinFromWelcome(
  identity: DeviceIdentity,
  welcome: Uint8Array,
  keyPackages: readonly { readonly privateBytes: Uint8Array }[],
  authorise: Authorise,
): Promise<JoinedGroup> {
  const decoded = decodeMessage(welcome, "mls_welcome").welcome;
  for (const { privateBytes } of keyPackages) {
    const pair = decodePrivateKeyPackage(privateBytes, identity);
    const ref = await keyPackageRef(pair.publicPackage);
    if (!decoded.secrets.some((secret) => equalBytes(secret.newMember, ref))) continue;
    try {
      const state = await joinGroup(
        decoded,
        pair.publicPackage,
        pair.privatePackage,
        emptyPskIndex,
        await suite(),
        undefined,
        undefined,
        clientConfig,
      );
      const roster = rosterOfTree(state.ratchetTree);
      const members = checkRoster(roster);
      checkProfile(state, roster, identity);
      await requireAuthorised(
        members.filter((member) => !isOwn(member, identity)),
        authorise,
      );
      return { state: wrap(state), ref };
    } catch (cause) {
      if (cause instanceof CryptoError) throw cause;
      throw new UndecryptableError("Welcome does not verify", { cause });
    }
  }
  throw new NoKeyPackageError("Welcome is for none of the key packages");
}
