import { type Element, NS_MAILBOX, parseRetryAfter, parseStanzaError } from "@culver/protocol";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import type { UsableGroups } from "../groups/usable-group.ts";
import { advanceStatus } from "../receipts/status.ts";
import type { OutboxRecord } from "../records/outbox-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { type Outbox, sealedInOf, unsealed } from "./outbox.ts";
import type { Sender } from "./sender.ts";

/** Refusals in a row after which a message is given up. */
const MOST_REFUSALS = 6;
const DEFAULT_WAIT_S = 10;

/** What the server says about items that were sent. */
export class Outcomes {
  readonly #context: Context;
  readonly #outbox: Outbox;
  readonly #log: MessageLog;
  readonly #groups: UsableGroups;
  readonly #refusals = new Map<string, number>();
  /** Refusals whose stanza has not been acknowledged: that acknowledgement covers the refusal, not the message. */
  readonly #refused = new Map<string, number>();
  sender: Sender | undefined;

  constructor(context: Context, outbox: Outbox, log: MessageLog, groups: UsableGroups) {
    this.#context = context;
    this.#outbox = outbox;
    this.#log = log;
    this.#groups = groups;
  }

  /** A fresh stream: nothing sent on the old one will be acknowledged any more. */
  forgetRefusals(): void {
    this.#refused.clear();
  }

  /** The server has covered these stanzas: ✓ for those that are messages. */
  async acknowledged(tx: Transaction, ids: readonly string[]): Promise<void> {
    const conversations = new Set<string>();
    for (const id of ids) {
      if (this.#coversRefusal(id)) continue;
      tx.afterCommit(() => this.sender?.settled(id));
      const item = await this.#outbox.find(tx, id);
      if (item === undefined) continue;
      this.#outbox.remove(tx, item);
      conversations.add(item.conversation);
      tx.afterCommit(() => this.#refusals.delete(id));
      if (item.content.kind === "payload") await this.#sent(tx, item);
    }
    tx.afterCommit(() => this.#goOn(conversations));
  }

  /** A message of type error: about one of this device's own. */
  async refused(tx: Transaction, stanza: Element): Promise<void> {
    const id = stanza.attrs.id ?? "";
    const item = await this.#outbox.find(tx, id);
    if (item === undefined) return;
    this.#refused.set(id, (this.#refused.get(id) ?? 0) + 1);
    const { conversation } = item;
    const error = parseStanzaError(stanza);
    this.#context.log("outbox.refused", { condition: error.condition, kind: item.content.kind });
    if (error.condition === "resource-constraint") {
      const seconds = error.app?.xmlns === NS_MAILBOX ? parseRetryAfter(error.app) : DEFAULT_WAIT_S;
      tx.afterCommit(() => {
        this.sender?.settled(id);
        this.sender?.hold(conversation, this.#context.clock() + seconds * 1_000);
      });
      return;
    }
    const refusals = (this.#refusals.get(id) ?? 0) + 1;
    this.#refusals.set(id, refusals);
    const groupMoved = ["conflict", "gone", "item-not-found", "forbidden"].includes(error.condition);
    if (item.content.kind === "payload" && groupMoved && refusals <= MOST_REFUSALS) {
      this.#outbox.update(tx, unsealed(item));
      // Not in the roster though the group looks right: join again rather than look again.
      await this.#groups.suspect(tx, conversation, error.condition === "forbidden" && refusals > 1);
      tx.afterCommit(() => {
        this.sender?.settled(id);
        if (refusals > 2) this.sender?.backOff(conversation);
        this.sender?.rewind();
      });
      return;
    }
    tx.afterCommit(() => this.sender?.settled(id));
    await this.fail(tx, item, reasonFor(error.condition));
  }

  /** Gives an item up; a message says why. */
  async fail(tx: Transaction, item: OutboxRecord, failure: string): Promise<void> {
    this.#outbox.remove(tx, item);
    this.#refusals.delete(item.id);
    const message = await this.#log.find(tx, item.conversation, item.id);
    if (message?.outgoing && message.status === "queued")
      await this.#log.save(tx, { ...message, status: "failed", failure });
  }

  #coversRefusal(id: string): boolean {
    const refusals = this.#refused.get(id);
    if (refusals === undefined) return false;
    if (refusals > 1) this.#refused.set(id, refusals - 1);
    else this.#refused.delete(id);
    return true;
  }

  async #sent(tx: Transaction, item: OutboxRecord): Promise<void> {
    const message = await this.#log.find(tx, item.conversation, item.id);
    if (message === undefined || !message.outgoing) return;
    const status = advanceStatus(message.status, "sent");
    const { failure: _failure, ...rest } = message;
    const sealedIn = sealedInOf(item);
    await this.#log.save(tx, {
      ...rest,
      status,
      acceptedAt: message.acceptedAt ?? this.#context.clock(),
      ...(sealedIn !== undefined && { sealedIn }),
    });
  }

  #goOn(conversations: ReadonlySet<string>): void {
    const { sender } = this;
    if (sender === undefined) return;
    for (const conversation of conversations) sender.succeeded(conversation);
    sender.goOn(conversations);
  }
}

function reasonFor(condition: string): string {
  switch (condition) {
    case "policy-violation":
      return "The server did not take this message: it is too large.";
    case "forbidden":
    case "not-allowed":
      return "You can no longer write in this chat.";
    case "conflict":
    case "gone":
    case "item-not-found":
      return "The chat could not be secured. Try again.";
    default:
      return "The server did not take this message. Try again.";
  }
}
