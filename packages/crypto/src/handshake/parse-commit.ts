import type { Commit, Proposal, PublicMessage } from "ts-mls";
import { MalformedError, MembershipError } from "../errors.ts";
import { verifyLeaf } from "../mls/leaf-credential.ts";
import { MAX_LEAVES } from "../mls/limits.ts";
import { decodeMessage } from "../mls/message.ts";
import { keyPackageRef, verifyKeyPackageContent } from "./parse-key-package.ts";
import type { HandshakeMember } from "./roster.ts";

export interface ParsedAdd extends HandshakeMember {
  readonly keyPackageRef: Uint8Array;
}

export type CommitSender = { readonly kind: "member"; readonly leaf: number } | { readonly kind: "external" };

export interface ParsedCommit {
  readonly groupId: Uint8Array;
  /** The epoch the commit was made in. */
  readonly epoch: bigint;
  readonly sender: CommitSender;
  readonly adds: readonly ParsedAdd[];
  /** Leaves. */
  readonly removes: readonly number[];
  /** The identity in the update path's leaf, when there is a path. */
  readonly committer?: HandshakeMember;
  /** External commits only. */
  readonly externalJoiner?: HandshakeMember;
  /** Names, or numbers as text, of the other proposals' types. */
  readonly otherProposals: readonly string[];
}

function senderOf(message: PublicMessage): CommitSender {
  const { sender } = message.content;
  if (sender.senderType === "member") return { kind: "member", leaf: sender.leafIndex };
  if (sender.senderType === "new_member_commit") return { kind: "external" };
  throw new MembershipError(`a commit cannot come from ${sender.senderType}`);
}

function proposalsOf(commit: Commit): Proposal[] {
  return commit.proposals.map((entry) => {
    if (entry.proposalOrRefType === "reference") throw new MembershipError("proposals must be sent by value");
    return entry.proposal;
  });
}

async function parseAdd(proposal: Extract<Proposal, { proposalType: "add" }>): Promise<ParsedAdd> {
  const { keyPackage } = proposal.add;
  const member = await verifyKeyPackageContent(keyPackage);
  return { ...member, keyPackageRef: await keyPackageRef(keyPackage) };
}

function isAdd(proposal: Proposal): proposal is Extract<Proposal, { proposalType: "add" }> {
  return proposal.proposalType === "add";
}

function isRemove(proposal: Proposal): proposal is Extract<Proposal, { proposalType: "remove" }> {
  return proposal.proposalType === "remove";
}

/** What a decoded commit would do, and to whom. Verifies the identities it brings, not its own signature. */
export async function inspectCommit(message: PublicMessage): Promise<ParsedCommit> {
  const { content } = message;
  if (content.contentType !== "commit") throw new MalformedError("not a commit");
  const sender = senderOf(message);
  const proposals = proposalsOf(content.commit);
  const added = proposals.filter(isAdd);
  const removes = proposals.filter(isRemove).map((proposal) => proposal.remove.removed);
  if (added.length > MAX_LEAVES || removes.length > MAX_LEAVES)
    throw new MembershipError("more changes than a group has leaves");
  const adds: ParsedAdd[] = [];
  for (const proposal of added) adds.push(await parseAdd(proposal));
  const { path } = content.commit;
  const committer = path === undefined ? undefined : await verifyLeaf(path.leafNode);
  if (path !== undefined && path.leafNode.extensions.length > 0)
    throw new MembershipError("leaf extensions out of profile");
  if (sender.kind === "external" && committer === undefined)
    throw new MembershipError("an external commit without a path");
  return {
    groupId: content.groupId.slice(),
    epoch: content.epoch,
    sender,
    adds,
    removes,
    ...(committer === undefined ? {} : { committer }),
    ...(committer === undefined || sender.kind === "member" ? {} : { externalJoiner: committer }),
    otherProposals: proposals
      .filter((proposal) => !isAdd(proposal) && !isRemove(proposal))
      .map((proposal) => String(proposal.proposalType)),
  };
}

/**
 * Parses a commit sent as a PublicMessage (RFC 9420 section 6.2).
 * @throws MalformedError, CredentialError, KeyPackageError, or MembershipError for proposals by reference.
 */
export async function parseCommit(bytes: Uint8Array): Promise<ParsedCommit> {
  return inspectCommit(decodeMessage(bytes, "mls_public_message").publicMessage);
}
