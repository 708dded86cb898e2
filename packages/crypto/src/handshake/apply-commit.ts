import { equalBytes } from "../bytes.ts";
import { GroupFullError, MembershipError } from "../errors.ts";
import { MAX_LEAVES } from "../mls/limits.ts";
import type { ParsedCommit } from "./parse-commit.ts";
import { findLeaf, type HandshakeMember, type Roster, sameDevice, trimRoster } from "./roster.ts";

type Leaves = (HandshakeMember | undefined)[];

function identity(member: HandshakeMember): HandshakeMember {
  const { account, device, signatureKey, accountKey } = member;
  return { account, device, signatureKey, accountKey };
}

function blank(leaves: Leaves, removes: readonly number[]): void {
  for (const leaf of removes) {
    if (leaves[leaf] === undefined) throw new MembershipError("removes a leaf that is blank");
    leaves[leaf] = undefined;
  }
}

/** RFC 9420 section 7.7: the leftmost blank leaf, or a new one to the right. */
function seat(leaves: Leaves, member: HandshakeMember): void {
  if (findLeaf(leaves, member.account, member.device) !== undefined)
    throw new MembershipError("adds a device that is a member already");
  if (leaves.some((other) => other !== undefined && equalBytes(other.signatureKey, member.signatureKey)))
    throw new MembershipError("adds a key that is a member already");
  const free = leaves.indexOf(undefined);
  const leaf = free < 0 ? leaves.length : free;
  if (leaf >= MAX_LEAVES) throw new GroupFullError(`more than ${MAX_LEAVES} leaves`);
  leaves[leaf] = identity(member);
}

function applyMemberCommit(roster: Roster, commit: ParsedCommit, sender: number): Leaves {
  const leaves = [...roster];
  const before = leaves[sender];
  if (before === undefined) throw new MembershipError("committer is no member");
  if (commit.otherProposals.length > 0)
    throw new MembershipError(`proposals of type ${commit.otherProposals.join(", ")}`);
  if (commit.removes.includes(sender)) throw new MembershipError("committer removes itself");
  if (commit.committer !== undefined) {
    if (!sameDevice(before, commit.committer)) throw new MembershipError("committer changes its identity");
    leaves[sender] = identity(commit.committer);
  }
  // Section 12.3: removes before adds. trimRoster is left to the end: a blank right end is filled first in either case.
  blank(leaves, commit.removes);
  for (const added of commit.adds) seat(leaves, added);
  return leaves;
}

/** DESIGN rule 6: whoever holds a GroupInfo could otherwise join as anyone and remove anyone. */
function applyExternalCommit(roster: Roster, commit: ParsedCommit, joiner: HandshakeMember): Leaves {
  const leaves = [...roster];
  if (commit.otherProposals.length !== 1 || commit.otherProposals[0] !== "external_init")
    throw new MembershipError("an external commit has one external_init and nothing else");
  if (commit.adds.length > 0) throw new MembershipError("an external commit may not add others");
  if (commit.removes.length > 1) throw new MembershipError("an external commit may remove one leaf");
  if (!roster.some((member) => member?.account === joiner.account))
    throw new MembershipError("an external commit of an account that is no member");
  for (const leaf of commit.removes) {
    const old = leaves[leaf];
    if (old === undefined || !sameDevice(old, joiner))
      throw new MembershipError("an external commit may only remove its own device's old leaf");
  }
  blank(leaves, commit.removes);
  if (leaves.every((member) => member === undefined)) throw new MembershipError("nobody is left to join");
  seat(leaves, joiner);
  return leaves;
}

/**
 * The roster after a commit. The caller has checked that the commit is of this group and epoch, and that its sender is
 * who sent it.
 * @throws MembershipError or GroupFullError
 */
export function applyCommit(roster: Roster, commit: ParsedCommit): Roster {
  if (commit.sender.kind === "member")
    return trimRoster(applyMemberCommit(roster, commit, commit.sender.leaf));
  if (commit.externalJoiner === undefined) throw new MembershipError("an external commit without a joiner");
  return trimRoster(applyExternalCommit(roster, commit, commit.externalJoiner));
}
