import { CryptoError } from "@culver/crypto";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";
import {
  liveGroupTable,
  pendingCommitTable,
  type RepairRecord,
  repairTable,
  rosterTable,
} from "../records/group-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { createConversationGroup } from "./create-conversation-group.ts";
import type { GroupStates } from "./group-states.ts";
import { joinByExternalCommit } from "./join-group.ts";
import { PendingCommits } from "./pending-commit.ts";
import { Rosters } from "./rosters.ts";
import { fetchServerGroup, isCondition, type ServerGroup } from "./server-group.ts";

/** Milliseconds that a Welcome or commit which is under way may take before the device joins by itself. */
const PATIENCE_MS = 2_000;
/** Milliseconds after which the members of a new group are compared with the device lists. */
const LOOK_AGAIN_MS = 1_000;

/** Whether a conversation's group can be encrypted to now. */
export type Usability = { readonly ready: true } | { readonly ready: false; readonly retryAt: number };

/** Brings the group of a conversation into a state that the server and the others agree with. */
export class UsableGroups {
  readonly #context: Context;
  readonly #states: GroupStates;
  readonly #lists: DeviceLists;
  readonly #pending: PendingCommits;
  readonly #rosters: Rosters;
  /** Called when a conversation's group has to be looked at. */
  onSuspect: () => void = () => undefined;

  constructor(context: Context, states: GroupStates, lists: DeviceLists) {
    this.#context = context;
    this.#states = states;
    this.#lists = lists;
    this.#pending = new PendingCommits(context, states);
    this.#rosters = new Rosters(context, states, lists, this.#pending);
  }

  /** Notes that the conversation's group has to be looked at before anything is sent. */
  async suspect(tx: Transaction, conversation: string, rejoin: boolean): Promise<void> {
    const known = await repairTable.get(tx, conversation);
    const since = known?.since ?? this.#context.clock();
    repairTable.put(tx, [conversation], { since, rejoin: rejoin || known?.rejoin === true });
    tx.afterCommit(() => this.onSuspect());
  }

  /** Whether the group has to be looked at before anything more is encrypted in it. */
  async isSuspect(conversation: string): Promise<boolean> {
    if (await repairTable.has(this.#context.db, conversation)) return true;
    return this.#rosters.awaitsRemoval(conversation);
  }

  /** Finds out what became of commits that a crash or a lost connection left unanswered. */
  async settleAll(): Promise<void> {
    for (const { key } of await pendingCommitTable.list(this.#context.db)) await this.#pending.settle(key);
  }

  /**
   * Runs in the device's job queue, with the mailbox drained and nothing of this conversation unacknowledged.
   * Throws UnreachablePeerError, StanzaError, ConnectionLostError.
   */
  async ensure(conversation: string): Promise<Usability> {
    const usable = await this.#agreed(conversation);
    if (!usable.ready || !(await this.#rosters.awaitsRemoval(conversation))) return usable;
    return this.matchRoster(conversation);
  }

  /** Brings the group's members in line with the device lists; as `ensure`. */
  async matchRoster(conversation: string): Promise<Usability> {
    const live = await liveGroupTable.get(this.#context.db, conversation);
    switch (await this.#rosters.match(conversation)) {
      case "matches":
        return { ready: true };
      case "later":
        return this.#later(250);
      case "replace":
        return this.#create(conversation, live?.group);
    }
  }

  async #agreed(conversation: string): Promise<Usability> {
    const { db, wire } = this.#context;
    const repair = await repairTable.get(db, conversation);
    const live = await liveGroupTable.get(db, conversation);
    if (live !== undefined && repair === undefined) return { ready: true };
    await this.#pending.settle(conversation);
    const current = await fetchServerGroup(wire, conversation);
    if (current === undefined) return this.#create(conversation, undefined);
    if (repair?.rejoin !== true && (await this.#agrees(conversation, current))) {
      await db.transact(async (tx) => repairTable.delete(tx, conversation));
      return { ready: true };
    }
    const since = await this.#since(conversation, repair);
    const patience = since + PATIENCE_MS;
    if (repair?.rejoin !== true && patience > this.#context.clock())
      return { ready: false, retryAt: patience };
    return this.#join(conversation, current);
  }

  async #agrees(conversation: string, current: ServerGroup): Promise<boolean> {
    const live = await liveGroupTable.get(this.#context.db, conversation);
    if (live?.group !== current.group) return false;
    const state = await this.#states.load(this.#context.db, live.group);
    return state?.active === true && Number(state.epoch) === current.epoch;
  }

  async #since(conversation: string, repair: RepairRecord | undefined): Promise<number> {
    if (repair !== undefined) return repair.since;
    const since = this.#context.clock();
    await this.#context.db.transact(async (tx) =>
      repairTable.put(tx, [conversation], { since, rejoin: false }),
    );
    return since;
  }

  async #join(conversation: string, current: ServerGroup): Promise<Usability> {
    try {
      if (await joinByExternalCommit(this.#context, this.#lists, this.#pending, conversation, current.group))
        return { ready: true };
      return this.#later(1_000);
    } catch (error) {
      // Not let in, or not a group to be in: replace it.
      if (isCondition(error, "forbidden", "item-not-found", "not-allowed") || error instanceof CryptoError)
        return this.#create(conversation, current.group);
      throw error;
    }
  }

  async #create(conversation: string, replaces: string | undefined): Promise<Usability> {
    if (await createConversationGroup(this.#context, this.#lists, this.#pending, conversation, replaces)) {
      await this.#lookAgain(conversation);
      return { ready: true };
    }
    // The winner's Welcome is on its way.
    await this.#since(conversation, await repairTable.get(this.#context.db, conversation));
    return this.#later(50);
  }

  /** A device whose key packages were just being renewed is no member yet. */
  async #lookAgain(conversation: string): Promise<void> {
    const dueAt = this.#context.clock() + LOOK_AGAIN_MS;
    await this.#context.db.transact(async (tx) => {
      rosterTable.put(tx, [conversation], { dueAt, attempts: 0, removal: false });
      tx.afterCommit(() => this.onSuspect());
    });
  }

  #later(ms: number): Usability {
    return { ready: false, retryAt: this.#context.clock() + ms };
  }
}
