import type { ClientState, PublicMessage } from "ts-mls";
import { unprotectPublicMessage } from "ts-mls/messageProtectionPublic.js";
import { processPublicMessage } from "ts-mls/processMessages.js";
import { emptyPskIndex } from "ts-mls/pskIndex.js";
import { equalBytes } from "../bytes.ts";
import {
  CryptoError,
  FutureEpochError,
  MembershipError,
  OwnCommitError,
  RemovedError,
  StaleEpochError,
  UndecryptableError,
  WrongGroupError,
} from "../errors.ts";
import { applyCommit } from "../handshake/apply-commit.ts";
import { inspectCommit, type ParsedCommit } from "../handshake/parse-commit.ts";
import { type Member, type Roster, rosterEquals, rosterMembers, sameMember } from "../handshake/roster.ts";
import { decodeMessage } from "../mls/message.ts";
import { type GroupState, rosterOfTree, unwrap, wrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";
import { type Authorise, requireAuthorised } from "./authorise.ts";

export interface ProcessedCommit {
  readonly state: GroupState;
  /** The epoch the commit leads to. */
  readonly epoch: bigint;
  readonly committer: Member;
  readonly external: boolean;
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
  /** Same device and leaf, new account key. */
  readonly renewed: readonly Member[];
  readonly selfRemoved: boolean;
}

function checkPlace(state: GroupState, commit: ParsedCommit): void {
  if (!equalBytes(commit.groupId, state.groupId)) throw new WrongGroupError("commit of another group");
  if (commit.epoch < state.epoch) throw new StaleEpochError(commit.epoch, state.epoch);
  if (commit.epoch > state.epoch) throw new FutureEpochError(commit.epoch, state.epoch);
  if (commit.sender.kind === "member" && commit.sender.leaf === state.ownLeaf)
    throw new OwnCommitError("a commit of this device");
}

/** What a commit changed. A leaf that was emptied and filled again counts as both. */
function compareRosters(before: Roster, after: Roster, commit: ParsedCommit) {
  const emptied = new Set(commit.removes);
  const removed = rosterMembers(before).filter(({ leaf }) => emptied.has(leaf));
  const added: Member[] = [];
  const renewed: Member[] = [];
  for (const member of rosterMembers(after)) {
    const old = emptied.has(member.leaf) ? undefined : before[member.leaf];
    if (old === undefined) added.push(member);
    else if (!sameMember(old, member)) renewed.push(member);
  }
  return { added, removed, renewed };
}

function committerOf(before: Roster, after: Roster, commit: ParsedCommit): Member {
  const members = rosterMembers(commit.sender.kind === "member" ? before : after);
  const { sender, externalJoiner } = commit;
  const committer = members.find((member) =>
    sender.kind === "member"
      ? member.leaf === sender.leaf
      : externalJoiner !== undefined && sameMember(member, externalJoiner),
  );
  if (committer === undefined) throw new MembershipError("committer is no member");
  return committer;
}

async function advance(mls: ClientState, commit: PublicMessage): Promise<ClientState> {
  return (await processPublicMessage(mls, commit, emptyPskIndex, await suite())).newState;
}

/**
 * The state of a device a commit has removed: it can verify the commit, not follow it. ts-mls takes itself for a member
 * still when the same commit seats someone else at its leaf.
 */
async function leave(mls: ClientState, commit: PublicMessage): Promise<ClientState> {
  const { keySchedule, groupContext, ratchetTree } = mls;
  await unprotectPublicMessage(keySchedule.membershipKey, groupContext, ratchetTree, commit, await suite());
  return { ...mls, groupActiveState: { kind: "removedFromGroup" } };
}

/**
 * Applies another member's commit, after it has been parsed and judged: identities and device lists (DESIGN rule 4),
 * external commits (rule 6).
 * @throws MembershipError, UnauthorisedDeviceError, CredentialError, KeyPackageError, GroupFullError, StaleEpochError,
 * FutureEpochError, OwnCommitError, WrongGroupError, RemovedError, MalformedError, UndecryptableError
 */
export async function processCommit(
  state: GroupState,
  commit: Uint8Array,
  authorise: Authorise,
): Promise<ProcessedCommit> {
  if (!state.active) throw new RemovedError("this device was removed from the group");
  const mls = unwrap(state);
  const { publicMessage } = decodeMessage(commit, "mls_public_message");
  const parsed = await inspectCommit(publicMessage);
  checkPlace(state, parsed);
  const before = rosterOfTree(mls.ratchetTree);
  const after = applyCommit(before, parsed);
  const { added, removed, renewed } = compareRosters(before, after, parsed);
  await requireAuthorised([...added, ...renewed], authorise);
  const selfRemoved = parsed.removes.includes(state.ownLeaf);
  try {
    const next = selfRemoved ? await leave(mls, publicMessage) : await advance(mls, publicMessage);
    if (!selfRemoved && !rosterEquals(rosterOfTree(next.ratchetTree), after))
      throw new MembershipError("the commit leads to another roster than its proposals say");
    return {
      state: wrap(next),
      epoch: parsed.epoch + 1n,
      committer: committerOf(before, after, parsed),
      external: parsed.sender.kind === "external",
      added,
      removed,
      renewed,
      selfRemoved,
    };
  } catch (cause) {
    if (cause instanceof CryptoError) throw cause;
    throw new UndecryptableError("commit does not verify", { cause });
  }
}
