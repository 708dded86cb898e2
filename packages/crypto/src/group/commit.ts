import type { ClientState, Proposal } from "ts-mls";
import { createCommit } from "ts-mls/createCommit.js";
import { equalBytes } from "../bytes.ts";
import type { DeviceIdentity } from "../device-identity.ts";
import { DeviceKeyMismatchError, MembershipError, RemovedError } from "../errors.ts";
import { applyCommit } from "../handshake/apply-commit.ts";
import { inspectCommit } from "../handshake/parse-commit.ts";
import { checkLifetime, verifyKeyPackageContent } from "../handshake/parse-key-package.ts";
import { rosterEquals, rosterMembers } from "../handshake/roster.ts";
import { decodeMessage } from "../mls/message.ts";
import { type GroupState, rosterOfTree, unwrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";
import { type Authorise, requireAuthorised } from "./authorise.ts";
import { type PendingCommit, pendingCommit } from "./pending.ts";

export interface MembershipChange {
  /** Key packages as published. */
  readonly add?: readonly Uint8Array[];
  /** Leaves. */
  readonly remove?: readonly number[];
}

async function makeCommit(state: ClientState, proposals: readonly Proposal[]): Promise<PendingCommit> {
  const made = await createCommit(
    { state, cipherSuite: await suite() },
    { wireAsPublicMessage: true, extraProposals: [...proposals], ratchetTreeExtension: true },
  );
  if (made.commit.wireformat !== "mls_public_message") throw new MembershipError("commit is not public");
  const before = rosterOfTree(state.ratchetTree);
  const parsed = await inspectCommit(made.commit.publicMessage);
  const after = rosterOfTree(made.newState.ratchetTree);
  if (!rosterEquals(applyCommit(before, parsed), after))
    throw new MembershipError("the commit leads to another roster than its proposals say");
  return pendingCommit({
    commit: made.commit.publicMessage,
    welcome: made.welcome,
    next: made.newState,
    added: rosterMembers(after).filter((member) =>
      parsed.adds.some((added) => equalBytes(added.signatureKey, member.signatureKey)),
    ),
    removed: rosterMembers(before).filter((member) => parsed.removes.includes(member.leaf)),
  });
}

function requireActive(state: GroupState): ClientState {
  if (!state.active) throw new RemovedError("this device was removed from the group");
  return unwrap(state);
}

/**
 * Removes, then adds, in one commit.
 * @throws KeyPackageError, UnauthorisedDeviceError, MembershipError (a blank leaf, oneself, a device twice), GroupFullError
 */
export async function changeMembers(
  state: GroupState,
  change: MembershipChange,
  authorise: Authorise,
  options: { readonly now?: number } = {},
): Promise<PendingCommit> {
  const mls = requireActive(state);
  const roster = rosterOfTree(mls.ratchetTree);
  const proposals: Proposal[] = [];
  for (const leaf of change.remove ?? []) {
    if (roster[leaf] === undefined) throw new MembershipError("removes a leaf that is blank");
    if (leaf === state.ownLeaf) throw new MembershipError("a member cannot remove itself");
    proposals.push({ proposalType: "remove", remove: { removed: leaf } });
  }
  const members = [];
  const adds = [];
  for (const bytes of change.add ?? []) {
    const { keyPackage } = decodeMessage(bytes, "mls_key_package");
    checkLifetime(keyPackage, options.now ?? Date.now());
    const member = await verifyKeyPackageContent(keyPackage);
    members.push(member);
    adds.push({ ...member, keyPackageRef: new Uint8Array() });
    proposals.push({ proposalType: "add", add: { keyPackage } });
  }
  // Refused here, before ts-mls has spent keys on it.
  applyCommit(roster, {
    groupId: state.groupId,
    epoch: state.epoch,
    sender: { kind: "member", leaf: state.ownLeaf },
    adds,
    removes: change.remove ?? [],
    otherProposals: [],
  });
  await requireAuthorised(members, authorise);
  return makeCommit(mls, proposals);
}

export async function addMembers(
  state: GroupState,
  keyPackages: readonly Uint8Array[],
  authorise: Authorise,
  options: { readonly now?: number } = {},
): Promise<PendingCommit> {
  return changeMembers(state, { add: keyPackages }, authorise, options);
}

export async function removeMembers(state: GroupState, leaves: readonly number[]): Promise<PendingCommit> {
  return changeMembers(state, { remove: leaves }, async () => false);
}

/** The own leaf under a renewed credential; ts-mls signs it anew with the update path. */
function withCredential(state: ClientState, renewed: DeviceIdentity): ClientState {
  const index = 2 * state.privatePath.leafIndex;
  const node = state.ratchetTree[index];
  const own = rosterOfTree(state.ratchetTree)[state.privatePath.leafIndex];
  if (node?.nodeType !== "leaf" || own === undefined) throw new RemovedError("no leaf of this device");
  const same = own.account === renewed.account && own.device === renewed.device;
  if (!same || !equalBytes(own.signatureKey, renewed.signature.publicKey))
    throw new DeviceKeyMismatchError("renewed credential of another device or key");
  const ratchetTree = state.ratchetTree.slice();
  const credential = { credentialType: "basic" as const, identity: renewed.credential };
  ratchetTree[index] = { nodeType: "leaf", leaf: { ...node.leaf, credential } };
  return { ...state, ratchetTree };
}

/**
 * Fresh keys on this device's path: it heals from a past theft of its state (RFC 9420 section 12.1.2).
 * @param renewed this device under a rotated account key
 */
export async function update(state: GroupState, renewed?: DeviceIdentity): Promise<PendingCommit> {
  const mls = requireActive(state);
  return makeCommit(renewed === undefined ? mls : withCredential(mls, renewed), []);
}
