import type { ClientState, RatchetTree } from "ts-mls";
import { StateError } from "../errors.ts";
import { type Member, type Roster, rosterMembers, trimRoster } from "../handshake/roster.ts";
import { readLeaf } from "./leaf-credential.ts";

/** A device's view of one group. Immutable; every operation returns a new one. */
export interface GroupState {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly ownLeaf: number;
  /** False once this device has been removed. */
  readonly active: boolean;
}

/** What a GroupState stands for is out of its holders' sight, so no ts-mls type leaks and nothing is copied. */
const inner = new WeakMap<GroupState, ClientState>();
const rosters = new WeakMap<RatchetTree, Roster>();

export function wrap(state: ClientState): GroupState {
  const outer: GroupState = Object.freeze({
    groupId: state.groupContext.groupId,
    epoch: state.groupContext.epoch,
    ownLeaf: state.privatePath.leafIndex,
    active: state.groupActiveState.kind === "active",
  });
  inner.set(outer, state);
  return outer;
}

/** @throws StateError for an object that is no GroupState of this module. */
export function unwrap(state: GroupState): ClientState {
  const found = inner.get(state);
  if (found === undefined) throw new StateError("not a group state");
  return found;
}

/** The roster of a tree whose credentials were verified on their way in. */
export function rosterOfTree(tree: RatchetTree): Roster {
  const known = rosters.get(tree);
  if (known !== undefined) return known;
  const leaves = Array.from({ length: Math.ceil(tree.length / 2) }, (_, leaf) => {
    const node = tree[2 * leaf];
    return node?.nodeType === "leaf" ? readLeaf(node.leaf) : undefined;
  });
  const roster = trimRoster(leaves);
  rosters.set(tree, roster);
  return roster;
}

/** Everyone in the group, by leaf. */
export function exportRoster(state: GroupState): readonly Member[] {
  return rosterMembers(rosterOfTree(unwrap(state).ratchetTree));
}
