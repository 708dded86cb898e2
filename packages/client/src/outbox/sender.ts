import type { Context } from "../core/context.ts";
import { ConnectionLostError } from "../errors.ts";
import { UnreachablePeerError } from "../groups/create-conversation-group.ts";
import type { GroupStates } from "../groups/group-states.ts";
import type { UsableGroups } from "../groups/usable-group.ts";
import type { OutboxRecord } from "../records/outbox-record.ts";
import { ConversationHolds } from "./conversation-holds.ts";
import type { Outbox } from "./outbox.ts";
import { outboxStanza } from "./outbox-stanza.ts";
import { sealItem } from "./seal.ts";

/** Stanzas sent and not acknowledged: bounds memory and what has to be encrypted again after a change of group. */
const WINDOW = 512;
/** Items encrypted by one transaction. */
const BATCH = 128;

export interface SenderHandlers {
  /** The server has covered the item; in order with what else arrives. */
  readonly onAcknowledged: (id: string) => void;
  /** The item can never be sent. */
  readonly onFailed: (item: OutboxRecord, reason: string) => Promise<void>;
}

/**
 * Sends the outbox in order, conversation by conversation: one that cannot go on (no group yet, a rate limit) holds back its
 * own items only. Runs in the device's job queue.
 */
export class Sender {
  readonly #context: Context;
  readonly #outbox: Outbox;
  readonly #states: GroupStates;
  readonly #groups: UsableGroups;
  readonly #handlers: SenderHandlers;
  readonly #holds: ConversationHolds;
  readonly #inFlight = new Map<string, string>();
  /** Items under way, by conversation. */
  readonly #underWay = new Map<string, number>();
  /** Conversations with items before the cursor that could not be sent when it passed them. */
  readonly #passedOver = new Set<string>();
  /** The cursor has passed items that nobody has looked at. */
  #interrupted = false;
  #cursor = 0;
  #open = false;
  #scheduled = false;

  constructor(
    context: Context,
    outbox: Outbox,
    states: GroupStates,
    groups: UsableGroups,
    handlers: SenderHandlers,
  ) {
    this.#context = context;
    this.#outbox = outbox;
    this.#states = states;
    this.#groups = groups;
    this.#handlers = handlers;
    this.#holds = new ConversationHolds(context.clock, () => this.rewind());
  }

  /** The mailbox is drained: group states are as new as they can be. */
  open(): void {
    this.#open = true;
    this.rewind();
  }

  /** The connection is gone. `fresh`: what was under way is sent again. */
  close(fresh: boolean): void {
    this.#open = false;
    this.#holds.clear();
    if (fresh) {
      this.#inFlight.clear();
      this.#underWay.clear();
    }
  }

  /** Looks at everything that is not under way once more. */
  rewind(): void {
    this.#cursor = 0;
    this.#passedOver.clear();
    this.#interrupted = false;
    this.kick();
  }

  kick(): void {
    if (!this.#open || this.#scheduled) return;
    this.#scheduled = true;
    void this.#context.jobs
      .run(async () => {
        this.#scheduled = false;
        await this.#run();
      })
      .catch((error: unknown) => this.#failed(error));
  }

  /** An item was acknowledged or refused: it is not under way any more. */
  settled(id: string): void {
    const conversation = this.#inFlight.get(id);
    if (conversation === undefined) return;
    this.#inFlight.delete(id);
    const left = (this.#underWay.get(conversation) ?? 1) - 1;
    if (left > 0) this.#underWay.set(conversation, left);
    else this.#underWay.delete(conversation);
  }

  /** Whether anything of the conversation is under way. */
  busy(conversation: string): boolean {
    return this.#underWay.has(conversation);
  }

  /** Some of these conversations' items have been acknowledged: what waited for them to be out of the way may go now. */
  goOn(conversations: ReadonlySet<string>): void {
    const waited = [...conversations].some((id) => this.#passedOver.has(id) && !this.busy(id));
    if (waited || this.#interrupted) this.rewind();
    else this.kick();
  }

  hold(conversation: string, until: number): void {
    this.#holds.hold(conversation, until);
  }

  /** Waits longer with every refusal in a row. */
  backOff(conversation: string): void {
    this.#holds.backOff(conversation);
  }

  succeeded(conversation: string): void {
    this.#holds.succeeded(conversation);
  }

  stop(): void {
    this.close(true);
  }

  async #run(): Promise<void> {
    while (this.#open && this.#context.wire.ready && this.#inFlight.size < WINDOW) {
      const items = await this.#outbox.from(this.#context.db, this.#cursor, BATCH);
      const last = items.at(-1);
      if (last === undefined) return;
      this.#cursor = last.sequence + 1;
      const sendable = [];
      for (const item of items) {
        if (await this.#maySend(item)) sendable.push(item);
        else if (!this.#inFlight.has(item.id)) this.#passedOver.add(item.conversation);
      }
      await this.#send(sendable);
    }
  }

  async #maySend(item: OutboxRecord): Promise<boolean> {
    if (item.content.kind === "sms") return false;
    if (this.#inFlight.has(item.id) || this.#holds.isHeld(item.conversation)) return false;
    if (item.content.kind !== "payload") return true;
    try {
      // A change of group while older items are under way would leave their order to chance.
      if (this.busy(item.conversation)) return !(await this.#groups.isSuspect(item.conversation));
      const usable = await this.#groups.ensure(item.conversation);
      if (!usable.ready) this.#holds.hold(item.conversation, usable.retryAt);
      return usable.ready;
    } catch (error) {
      if (error instanceof ConnectionLostError) throw error;
      if (error instanceof UnreachablePeerError) {
        await this.#handlers.onFailed(item, "This person cannot be reached at the moment.");
        return false;
      }
      this.#context.log("group.unusable", { error: error instanceof Error ? error.name : "unknown" });
      this.#holds.backOff(item.conversation);
      return false;
    }
  }

  async #send(items: readonly OutboxRecord[]): Promise<void> {
    if (items.length === 0) return;
    const sealed = await this.#context.db.transact(async (tx) => {
      const out: OutboxRecord[] = [];
      for (const item of items) {
        const record = await this.#outbox.find(tx, item.id);
        const ready =
          record === undefined ? undefined : await sealItem(tx, this.#outbox, this.#states, record);
        if (ready !== undefined) out.push(ready);
        else if (record !== undefined) this.#passedOver.add(record.conversation);
      }
      return out;
    });
    const { domain } = this.#context.keys.self;
    for (const item of sealed) {
      const stanza = outboxStanza(item, domain);
      if (stanza === undefined) continue;
      if (!this.#context.wire.send(stanza, () => this.#handlers.onAcknowledged(item.id))) return;
      this.#inFlight.set(item.id, item.conversation);
      this.#underWay.set(item.conversation, (this.#underWay.get(item.conversation) ?? 0) + 1);
    }
  }

  #failed(error: unknown): void {
    this.#interrupted = true;
    if (!(error instanceof ConnectionLostError))
      this.#context.log("outbox.failed", { error: error instanceof Error ? error.name : "unknown" });
  }
}
