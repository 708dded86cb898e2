import {
  decodeGroupState,
  encodeGroupState,
  encodeMessageBlob,
  epochBlobChanged,
  type GroupState,
} from "@culver/crypto";
import { toBase64Url } from "@culver/protocol";
import type { DeviceKeys } from "../core/device-keys.ts";
import {
  epochBlobTable,
  groupTable,
  liveGroupTable,
  messageBlobTable,
  pendingCommitTable,
  rosterTable,
} from "../records/group-record.ts";
import { type Reader, Transaction } from "../store/transaction.ts";

/** Decoded states kept in memory: a tree of many members is large. */
const CACHED = 512;
/** Groups kept per conversation: the live one, and replaced ones whose last messages may still be under way. */
const KEPT = 3;

/** The MLS states of this device's groups, by base64url of the group id. */
export class GroupStates {
  readonly #keys: DeviceKeys;
  readonly #cache = new Map<string, GroupState>();

  constructor(keys: DeviceKeys) {
    this.#keys = keys;
  }

  async load(reader: Reader, group: string): Promise<GroupState | undefined> {
    const held = (reader as Partial<Transaction>).recall?.(memoryName(group)) ?? this.#cache.get(group);
    if (held !== undefined) return held as GroupState;
    const epochBlob = await epochBlobTable.get(reader, group);
    const messageBlob = await messageBlobTable.get(reader, group);
    if (epochBlob === undefined || messageBlob === undefined) return undefined;
    const state = await decodeGroupState({ epochBlob, messageBlob }, await this.#keys.identity());
    // Outside a transaction a newer one may have been committed meanwhile. What a transaction itself has saved it recalls.
    if (reader instanceof Transaction) this.#keep(group, state);
    return state;
  }

  /** Writes a state that follows `before`; the tree only when the epoch has moved. */
  save(tx: Transaction, before: GroupState | undefined, after: GroupState): string {
    const group = toBase64Url(after.groupId);
    if (before === undefined || epochBlobChanged(before, after)) {
      const { epochBlob, messageBlob } = encodeGroupState(after);
      epochBlobTable.put(tx, [group], epochBlob);
      messageBlobTable.put(tx, [group], messageBlob);
    } else messageBlobTable.put(tx, [group], encodeMessageBlob(after));
    tx.remember(memoryName(group), after);
    tx.afterCommit(() => this.#keep(group, after));
    return group;
  }

  /** Makes a group the one its conversation uses, and lets go of groups long replaced. */
  async enter(tx: Transaction, conversation: string, state: GroupState, now: number): Promise<void> {
    const group = this.save(tx, undefined, state);
    groupTable.put(tx, [group], { conversation, joinedAt: now });
    liveGroupTable.put(tx, [conversation], { group });
    const own = (await groupTable.list(tx)).filter(({ row }) => row.conversation === conversation);
    const old = own.sort((a, b) => b.row.joinedAt - a.row.joinedAt).slice(KEPT);
    for (const { key } of old) if (key !== group) this.#drop(tx, key);
  }

  /** Forgets every group: the device keys behind them are gone. */
  async clear(tx: Transaction): Promise<void> {
    for (const table of [
      groupTable,
      liveGroupTable,
      rosterTable,
      epochBlobTable,
      messageBlobTable,
      pendingCommitTable,
    ])
      await table.clear(tx);
    tx.afterCommit(() => this.#cache.clear());
  }

  #drop(tx: Transaction, group: string): void {
    groupTable.delete(tx, group);
    epochBlobTable.delete(tx, group);
    messageBlobTable.delete(tx, group);
    tx.afterCommit(() => this.#cache.delete(group));
  }

  #keep(group: string, state: GroupState): void {
    this.#cache.delete(group);
    this.#cache.set(group, state);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= CACHED) return;
      this.#cache.delete(oldest);
    }
  }
}

function memoryName(group: string): string {
  return `group ${group}`;
}
