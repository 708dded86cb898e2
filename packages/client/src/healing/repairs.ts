import type { Context } from "../core/context.ts";
import type { UsableGroups } from "../groups/usable-group.ts";
import type { Sender } from "../outbox/sender.ts";
import { repairTable, rosterTable } from "../records/group-record.ts";

const SOON_MS = 100;
const BUSY_MS = 500;
const FAILED_MS = 30_000;

/** Mends groups that are known not to be as they should, without waiting until somebody writes. */
export class Repairs {
  readonly #context: Context;
  readonly #groups: UsableGroups;
  readonly #sender: Sender;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #open = false;

  constructor(context: Context, groups: UsableGroups, sender: Sender) {
    this.#context = context;
    this.#groups = groups;
    this.#sender = sender;
  }

  /** The mailbox is drained. */
  open(): void {
    this.#open = true;
    this.schedule(SOON_MS);
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  schedule(ms = SOON_MS): void {
    if (!this.#open) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#context.jobs.run(() => this.#run()).catch(() => this.#context.log("repair.stopped"));
    }, ms);
  }

  /** Looks at one group at once, as its own job. Throws ConnectionLostError. */
  async tend(conversation: string): Promise<void> {
    await this.#context.jobs.run(async () => {
      if (this.#open) await this.#mend(conversation, true);
    });
  }

  async #run(): Promise<void> {
    let next = Number.POSITIVE_INFINITY;
    const { db, clock, wire } = this.#context;
    for (const { key } of await repairTable.list(db)) {
      if (!this.#open || !wire.ready) return;
      next = Math.min(next, await this.#mend(key, false));
    }
    for (const { key, row } of await rosterTable.list(db)) {
      if (!this.#open || !wire.ready) return;
      if (row.dueAt <= clock()) await this.#mend(key, true);
      const left = await rosterTable.get(db, key);
      if (left !== undefined) next = Math.min(next, Math.max(SOON_MS, left.dueAt - clock()));
    }
    if (Number.isFinite(next)) this.schedule(next);
  }

  /** Milliseconds until it should be tried again; Infinity when it need not. */
  async #mend(conversation: string, roster: boolean): Promise<number> {
    if (this.#sender.busy(conversation)) return BUSY_MS;
    try {
      let usable = await this.#groups.ensure(conversation);
      if (roster && usable.ready) usable = await this.#groups.matchRoster(conversation);
      if (!usable.ready) return Math.max(SOON_MS, usable.retryAt - this.#context.clock());
      this.#sender.rewind();
      return Number.POSITIVE_INFINITY;
    } catch (error) {
      this.#context.log("repair.failed", { error: error instanceof Error ? error.name : "unknown" });
      return FAILED_MS;
    }
  }
}
