import { joinGroupExternal } from "ts-mls/createCommit.js";
import { equalBytes } from "../bytes.ts";
import type { DeviceIdentity } from "../device-identity.ts";
import {
  CryptoError,
  DeviceKeyMismatchError,
  GroupFullError,
  MembershipError,
  UndecryptableError,
} from "../errors.ts";
import { applyCommit } from "../handshake/apply-commit.ts";
import { inspectCommit } from "../handshake/parse-commit.ts";
import { inspectGroupInfo } from "../handshake/parse-group-info.ts";
import { type Member, rosterEquals, rosterMembers } from "../handshake/roster.ts";
import { newKeyPackagePair } from "../key-package.ts";
import { clientConfig } from "../mls/config.ts";
import { MAX_LEAVES } from "../mls/limits.ts";
import { decodeMessage } from "../mls/message.ts";
import { rosterOfTree } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";
import { type Authorise, requireAuthorised } from "./authorise.ts";
import { checkRoster, isOwn } from "./check-joined.ts";
import { type PendingCommit, pendingCommit } from "./pending.ts";

/**
 * This device's old leaf. ts-mls looks for it by key, and without a match removes a leaf that does not exist and never
 * returns (DESIGN rule 7); so the key must be the one in the leaf.
 */
function findOldLeaf(members: readonly Member[], identity: DeviceIdentity): Member | undefined {
  const old = members.find((member) => isOwn(member, identity));
  const holder = members.find((member) => equalBytes(member.signatureKey, identity.signature.publicKey));
  if (holder !== old) throw new DeviceKeyMismatchError("this device has another key in the group");
  return old;
}

/**
 * Joins by an external commit (RFC 9420 section 12.4.3.2): a new device of a member's account, or one that lost its
 * state and comes back with the same key, its old leaf removed. Once the server has accepted the commit, `next` is the
 * state. `groupInfo` comes from the server, after the mailbox is drained.
 * @throws DeviceKeyMismatchError, MembershipError, UnauthorisedDeviceError, GroupFullError, MalformedError
 */
export async function joinExternal(
  identity: DeviceIdentity,
  groupInfo: Uint8Array,
  authorise: Authorise,
): Promise<PendingCommit> {
  const info = decodeMessage(groupInfo, "mls_group_info").groupInfo;
  const { roster } = await inspectGroupInfo(info);
  const members = checkRoster(roster);
  const old = findOldLeaf(members, identity);
  if (!members.some((member) => member.account === identity.account))
    throw new MembershipError("this account is no member");
  if (old !== undefined && members.length === 1)
    throw new MembershipError("nobody else is left in the group: start a new one");
  if (old === undefined && members.length >= MAX_LEAVES)
    throw new GroupFullError(`more than ${MAX_LEAVES} leaves`);
  await requireAuthorised(
    members.filter((member) => member !== old),
    authorise,
  );
  const pair = await newKeyPackagePair(identity);
  try {
    const { publicMessage, newState } = await joinGroupExternal(
      info,
      pair.publicPackage,
      pair.privatePackage,
      old !== undefined,
      await suite(),
      undefined,
      clientConfig,
    );
    const after = rosterOfTree(newState.ratchetTree);
    if (!rosterEquals(applyCommit(roster, await inspectCommit(publicMessage)), after))
      throw new MembershipError("the commit leads to another roster than its proposals say");
    return await pendingCommit({
      commit: publicMessage,
      welcome: undefined,
      next: newState,
      added: rosterMembers(after).filter((member) => isOwn(member, identity)),
      removed: old === undefined ? [] : [old],
    });
  } catch (cause) {
    if (cause instanceof CryptoError) throw cause;
    throw new UndecryptableError("GroupInfo does not verify", { cause });
  }
}
