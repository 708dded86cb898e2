import { CryptoError, changeMembers, type GroupState, type PendingCommit, update } from "@culver/crypto";
import { StanzaError } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";
import { liveGroupTable, type RosterRecord, rosterTable } from "../records/group-record.ts";
import { authoriserFor } from "./authorise.ts";
import { claimUsable } from "./claim-key-packages.ts";
import type { GroupStates } from "./group-states.ts";
import type { PendingCommits } from "./pending-commit.ts";
import { planRoster, type RosterPlan } from "./roster-plan.ts";

const FIRST_MS = 500;
const LONGEST_MS = 60_000;
const MOST_ATTEMPTS = 8;
/** Commits of one run: removals and additions, then the own leaf, and one more for what came between. */
const MOST_COMMITS = 3;

/** `replace`: the group cannot be brought to what the lists say, and holds somebody who is on none. */
export type RosterOutcome = "matches" | "later" | "replace";

/** Brings the members of groups in line with the device lists: whoever is first commits, the others follow. */
export class Rosters {
  readonly #context: Context;
  readonly #states: GroupStates;
  readonly #lists: DeviceLists;
  readonly #pending: PendingCommits;

  constructor(context: Context, states: GroupStates, lists: DeviceLists, pending: PendingCommits) {
    this.#context = context;
    this.#states = states;
    this.#lists = lists;
    this.#pending = pending;
  }

  /** Whether somebody has to be out before anything is encrypted. */
  async awaitsRemoval(conversation: string): Promise<boolean> {
    return (await rosterTable.get(this.#context.db, conversation))?.removal === true;
  }

  /**
   * Runs in the device's job queue, with the mailbox drained and nothing of this conversation unacknowledged.
   * Throws ConnectionLostError.
   */
  async match(conversation: string): Promise<RosterOutcome> {
    const row = await rosterTable.get(this.#context.db, conversation);
    if (row === undefined) return "matches";
    try {
      for (let commits = 0; commits < MOST_COMMITS; commits++) {
        const state = await this.#live(conversation);
        if (state === undefined) return this.#done(conversation);
        const plan = await planRoster(state, this.#lists, await this.#context.keys.identity());
        const commit = await this.#commitFor(conversation, state, plan);
        if (commit === undefined)
          return plan.missing.length === 0 ? this.#done(conversation) : this.#wait(conversation, row, false);
        // Somebody else's commit is on its way; what it leaves to do is seen then.
        if (!(await this.#pending.submit(conversation, "commit", commit))) break;
      }
      return this.#wait(conversation, row, row.removal);
    } catch (error) {
      if (!(error instanceof StanzaError || error instanceof CryptoError)) throw error;
      this.#context.log("roster.refused", { error: error.name });
      return this.#wait(conversation, row, row.removal);
    }
  }

  async #live(conversation: string): Promise<GroupState | undefined> {
    const live = await liveGroupTable.get(this.#context.db, conversation);
    const state = live === undefined ? undefined : await this.#states.load(this.#context.db, live.group);
    return state?.active === true ? state : undefined;
  }

  async #commitFor(
    conversation: string,
    state: GroupState,
    { remove, missing, renew }: RosterPlan,
  ): Promise<PendingCommit | undefined> {
    const authorise = authoriserFor(this.#lists, conversation);
    const wanted = new Set(missing.map(({ account, device }) => `${account}/${device}`));
    // Nobody waits for key packages while somebody has to go.
    const claimed =
      wanted.size === 0 || remove.length > 0
        ? []
        : await claimUsable(this.#context, [...new Set(missing.map(({ account }) => account))], authorise);
    const add = claimed
      .filter(({ account, device }) => wanted.has(`${account}/${device}`))
      .map(({ keyPackage }) => keyPackage);
    if (remove.length > 0 || add.length > 0)
      return changeMembers(state, { remove, add }, authorise, { now: this.#context.clock() });
    return renew ? update(state, await this.#context.keys.identity()) : undefined;
  }

  async #done(conversation: string): Promise<RosterOutcome> {
    await this.#context.db.transact(async (tx) => rosterTable.delete(tx, conversation));
    return "matches";
  }

  /** A device may have no key package yet, or a commit of somebody else may be on its way. */
  async #wait(conversation: string, row: RosterRecord, removal: boolean): Promise<RosterOutcome> {
    const attempts = row.attempts + 1;
    const given = attempts >= MOST_ATTEMPTS;
    const dueAt = this.#context.clock() + Math.min(LONGEST_MS, FIRST_MS * 2 ** row.attempts);
    await this.#context.db.transact(async (tx) => {
      if (given && !removal) rosterTable.delete(tx, conversation);
      else rosterTable.put(tx, [conversation], { dueAt, attempts, removal });
    });
    if (!removal) return "matches";
    return given ? "replace" : "later";
  }
}
