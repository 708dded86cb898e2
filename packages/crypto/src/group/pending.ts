import type { ClientState, MlsPublicMessage, Welcome } from "ts-mls";
import { createGroupInfoWithExternalPubAndRatchetTree } from "ts-mls/createCommit.js";
import { equalBytes } from "../bytes.ts";
import { FutureEpochError, StaleEpochError, WrongGroupError } from "../errors.ts";
import type { Member } from "../handshake/roster.ts";
import { encodeMessage } from "../mls/message.ts";
import { type GroupState, unwrap, wrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";

/**
 * A commit of our own that the server has not accepted yet (DESIGN rule 8): the current state stays in use until it has,
 * and the Welcome is sent only then.
 */
export interface PendingCommit {
  /** A PublicMessage. */
  readonly commit: Uint8Array;
  /** Present when members were added; carries the ratchet tree. */
  readonly welcome?: Uint8Array;
  /** Of the epoch the commit leads to, with external_pub and ratchet_tree. */
  readonly groupInfo: Uint8Array;
  readonly groupId: Uint8Array;
  /** The epoch the commit was made in. */
  readonly epoch: bigint;
  /** The state once accepted. May be persisted beside the current one, to survive a crash. */
  readonly next: GroupState;
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
}

async function encodeGroupInfoOf(state: ClientState): Promise<Uint8Array> {
  const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(state, [], await suite());
  return encodeMessage({ version: "mls10", wireformat: "mls_group_info", groupInfo });
}

/** GroupInfo of the current epoch, to publish a new group or to repair what the server holds. */
export async function exportGroupInfo(state: GroupState): Promise<Uint8Array> {
  return encodeGroupInfoOf(unwrap(state));
}

interface PendingParts {
  readonly commit: MlsPublicMessage["publicMessage"];
  readonly welcome: Welcome | undefined;
  readonly next: ClientState;
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
}

export async function pendingCommit(parts: PendingParts): Promise<PendingCommit> {
  const { commit, welcome, next, added, removed } = parts;
  const encoded =
    welcome === undefined
      ? {}
      : { welcome: encodeMessage({ version: "mls10", wireformat: "mls_welcome", welcome }) };
  return {
    commit: encodeMessage({ version: "mls10", wireformat: "mls_public_message", publicMessage: commit }),
    ...encoded,
    groupInfo: await encodeGroupInfoOf(next),
    groupId: commit.content.groupId,
    epoch: commit.content.epoch,
    next: wrap(next),
    added,
    removed,
  };
}

/**
 * The state after the server has accepted the commit. Keys of the old epoch that `current` has used up since the commit
 * was made stay used up.
 * @throws StaleEpochError when the group moved on without the commit
 */
export function adopt(current: GroupState, pending: Pick<PendingCommit, "next" | "epoch">): GroupState {
  const before = unwrap(current);
  const next = unwrap(pending.next);
  if (!equalBytes(current.groupId, pending.next.groupId))
    throw new WrongGroupError("pending commit of another group");
  if (pending.epoch < current.epoch) throw new StaleEpochError(pending.epoch, current.epoch);
  if (pending.epoch > current.epoch) throw new FutureEpochError(pending.epoch, current.epoch);
  const historicalReceiverData = new Map(next.historicalReceiverData);
  for (const [epoch, past] of next.historicalReceiverData) {
    const secretTree =
      epoch === before.groupContext.epoch
        ? before.secretTree
        : before.historicalReceiverData.get(epoch)?.secretTree;
    if (secretTree !== undefined) historicalReceiverData.set(epoch, { ...past, secretTree });
  }
  return wrap({ ...next, historicalReceiverData });
}
