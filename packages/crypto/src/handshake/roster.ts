import { equalBytes } from "../bytes.ts";
import type { Credential } from "../credential.ts";

/** An identity at a leaf: account, device, the device's signature key, the account key it was certified by. */
export type HandshakeMember = Credential;

export interface Member extends HandshakeMember {
  readonly leaf: number;
}

/** Who sits at which leaf; blank leaves are undefined and the last entry never is (RFC 9420 section 7.7). */
export type Roster = readonly (HandshakeMember | undefined)[];

function withoutLeaf({ account, device, signatureKey, accountKey }: HandshakeMember): HandshakeMember {
  return { account, device, signatureKey, accountKey };
}

/** Drops blank leaves at the right end. */
export function trimRoster(leaves: readonly (HandshakeMember | undefined)[]): Roster {
  const last = leaves.findLastIndex((member) => member !== undefined);
  return leaves.slice(0, last + 1);
}

export function rosterOf(members: readonly Member[]): Roster {
  const width = members.reduce((widest, member) => Math.max(widest, member.leaf + 1), 0);
  const leaves = new Array<HandshakeMember | undefined>(width).fill(undefined);
  for (const member of members) leaves[member.leaf] = withoutLeaf(member);
  return leaves;
}

export function rosterMembers(roster: Roster): readonly Member[] {
  return roster.flatMap((member, leaf) => (member === undefined ? [] : [{ ...withoutLeaf(member), leaf }]));
}

/** The same device under the same key, whatever account key certifies it now. */
export function sameDevice(a: HandshakeMember, b: HandshakeMember): boolean {
  return a.account === b.account && a.device === b.device && equalBytes(a.signatureKey, b.signatureKey);
}

export function sameMember(a: HandshakeMember, b: HandshakeMember): boolean {
  return sameDevice(a, b) && equalBytes(a.accountKey, b.accountKey);
}

export function rosterEquals(a: Roster, b: Roster): boolean {
  return (
    a.length === b.length &&
    a.every((member, leaf) => {
      const other = b[leaf];
      return member === undefined || other === undefined ? member === other : sameMember(member, other);
    })
  );
}

export function findLeaf(roster: Roster, account: string, device: string): number | undefined {
  const leaf = roster.findIndex((member) => member?.account === account && member.device === device);
  return leaf < 0 ? undefined : leaf;
}
