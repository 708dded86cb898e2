import { decodeGroupState, encodeGroupState, type PendingCommit } from "@culver/crypto";
import {
  type ConversationId,
  commitGroupRequest,
  createGroupRequest,
  type Element,
  generateStanzaId,
  groupInfoRequest,
  parsePublishedGroupInfo,
  StanzaError,
  toBase64Url,
} from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { sameBytes } from "../core/same-bytes.ts";
import { type PendingCommitRecord, pendingCommitTable, repairTable } from "../records/group-record.ts";
import type { GroupStates } from "./group-states.ts";
import { fetchServerGroup, isCondition } from "./server-group.ts";

/** Commits of this device on their way to the server. The state they lead to is used only once it has accepted them. */
export class PendingCommits {
  readonly #context: Context;
  readonly #states: GroupStates;

  constructor(context: Context, states: GroupStates) {
    this.#context = context;
    this.#states = states;
  }

  /** Persists the commit and sends it. True when accepted; false when another's was first. Throws other StanzaErrors. */
  async submit(
    conversation: string,
    kind: PendingCommitRecord["kind"],
    pending: PendingCommit,
    replaces?: string,
  ): Promise<boolean> {
    const record = recordOf(kind, pending, replaces);
    await this.#context.db.transact(async (tx) => pendingCommitTable.put(tx, [conversation], record));
    try {
      await this.#context.wire.ask("set", elementOf(conversation, record), record.iq);
    } catch (error) {
      if (isCondition(error, "conflict")) {
        await this.#discard(conversation);
        return false;
      }
      // Refused: it did not happen. Without an answer it may have: settled when the connection is back.
      if (error instanceof StanzaError) await this.#discard(conversation);
      throw error;
    }
    await this.#adopt(conversation, record);
    return true;
  }

  /** Finds out what became of a commit whose answer was lost in a crash or with the connection. */
  async settle(conversation: string): Promise<void> {
    const record = await pendingCommitTable.get(this.#context.db, conversation);
    if (record === undefined) return;
    if (await this.#wasAccepted(conversation, record)) await this.#adopt(conversation, record);
    else await this.#discard(conversation);
  }

  async #wasAccepted(conversation: string, record: PendingCommitRecord): Promise<boolean> {
    const current = await fetchServerGroup(this.#context.wire, conversation);
    if (current?.group !== record.group || current.epoch <= record.epoch) return false;
    // A created group's id is this device's own random choice: nobody else can have made it.
    if (record.kind === "create") return true;
    if (current.epoch !== record.epoch + 1) return false;
    return sameBytes(await fetchGroupInfo(this.#context, record.group), record.groupInfo);
  }

  async #adopt(conversation: string, record: PendingCommitRecord): Promise<void> {
    const state = decodeGroupState(record, await this.#context.keys.identity());
    await this.#context.db.transact(async (tx) => {
      await this.#states.enter(tx, conversation, state, this.#context.clock());
      pendingCommitTable.delete(tx, conversation);
      repairTable.delete(tx, conversation);
    });
  }

  async #discard(conversation: string): Promise<void> {
    await this.#context.db.transact(async (tx) => pendingCommitTable.delete(tx, conversation));
  }
}

/** The GroupInfo of a group's newest epoch. Throws StanzaError when this device may not have it. */
export async function fetchGroupInfo(context: Context, group: string): Promise<Uint8Array> {
  const answer = await context.wire.ask("get", groupInfoRequest(group));
  if (answer === undefined) throw new StanzaError("item-not-found", "no GroupInfo came");
  return parsePublishedGroupInfo(answer).groupInfo.slice();
}

function recordOf(
  kind: PendingCommitRecord["kind"],
  pending: PendingCommit,
  replaces: string | undefined,
): PendingCommitRecord {
  return {
    kind,
    iq: generateStanzaId(),
    group: toBase64Url(pending.groupId),
    epoch: Number(pending.epoch),
    ...(replaces === undefined ? {} : { replaces }),
    commit: pending.commit,
    ...(pending.welcome === undefined ? {} : { welcome: pending.welcome }),
    groupInfo: pending.groupInfo,
    ...encodeGroupState(pending.next),
  };
}

function elementOf(conversation: string, record: PendingCommitRecord): Element {
  const { kind, group, epoch, commit, welcome, groupInfo } = record;
  if (kind !== "create")
    return commitGroupRequest({
      group,
      epoch,
      commit,
      groupInfo,
      ...(welcome === undefined ? {} : { welcome }),
    });
  return createGroupRequest({
    conversation: conversation as ConversationId,
    group,
    replaces: record.replaces,
    commit,
    welcome: welcome ?? new Uint8Array(0),
    groupInfo,
  });
}
