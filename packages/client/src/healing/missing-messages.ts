import { generateStanzaId } from "@culver/protocol";
import { requireConversation } from "../conversations/conversation-rows.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { encodePayload } from "../payload/encode-payload.ts";
import { MAX_RESEND_IDS } from "../payload/payload.ts";
import { missingTable } from "../records/group-record.ts";
import type { Transaction } from "../store/transaction.ts";

const FIRST_ASK_AGAIN_MS = 30_000;
const LONGEST_ASK_AGAIN_MS = 6 * 3_600_000;
const MOST_ASKS = 8;
/** Milliseconds between finding a message unreadable and asking for it: several make one request. */
const GATHER_MS = 200;

export interface MissedMessage {
  readonly conversation: string;
  readonly id: string;
  readonly author: string;
  readonly at: number;
}

/** Messages that could not be read: a placeholder each, and requests until they come. */
export class MissingMessages {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #outbox: Outbox;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, log: MessageLog, outbox: Outbox) {
    this.#context = context;
    this.#log = log;
    this.#outbox = outbox;
  }

  /** Notes a message as missing, with a visible placeholder. */
  async note(tx: Transaction, missed: MissedMessage): Promise<void> {
    const conversation = await requireConversation(this.#context, tx, missed.conversation);
    if (
      conversation === undefined ||
      (await this.#log.find(tx, missed.conversation, missed.id)) !== undefined
    )
      return;
    const now = this.#context.clock();
    this.#context.faults.count("undecryptable");
    const outgoing = missed.author === this.#context.keys.self.account;
    this.#log.append(tx, conversation, {
      id: missed.id,
      author: missed.author,
      outgoing,
      at: missed.at,
      status: outgoing ? "sent" : "received",
      body: { kind: "undecryptable", since: now },
      reactions: [],
      starred: false,
      sentAt: missed.at,
    });
    missingTable.put(tx, [missed.conversation, missed.id], {
      author: missed.author,
      since: now,
      asked: 0,
      nextAskAt: now,
    });
    tx.afterCommit(() => this.schedule(GATHER_MS));
  }

  schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.ask().catch(() => this.#context.log("healing.failed"));
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Puts requests for what is due into the outbox; they go out once the group is usable. */
  async ask(): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const now = this.#context.clock();
      const due = new Map<string, string[]>();
      let next = Number.POSITIVE_INFINITY;
      for (const { key, row } of await missingTable.list(tx)) {
        if (row.asked >= MOST_ASKS) continue;
        if (row.nextAskAt > now) {
          next = Math.min(next, row.nextAskAt);
          continue;
        }
        const conversation = key.slice(0, key.indexOf("/"));
        const id = key.slice(conversation.length + 1);
        const ids = due.get(conversation) ?? [];
        if (ids.length >= MAX_RESEND_IDS) continue;
        due.set(conversation, [...ids, id]);
        const nextAskAt = now + Math.min(LONGEST_ASK_AGAIN_MS, FIRST_ASK_AGAIN_MS * 4 ** row.asked);
        next = Math.min(next, nextAskAt);
        missingTable.put(tx, [conversation, id], { ...row, asked: row.asked + 1, nextAskAt });
      }
      for (const [conversation, ids] of due) {
        const id = generateStanzaId();
        const payload = encodePayload({ id, sentAt: now, kind: "resend-request", ids });
        await this.#outbox.add(tx, conversation, id, { kind: "payload", payload });
      }
      if (Number.isFinite(next)) tx.afterCommit(() => this.schedule(Math.max(1_000, next - now)));
    });
  }
}
