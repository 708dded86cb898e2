import { directConversation, isValidAccountId } from "@culver/protocol";
import type { Conversation, Draft, Message } from "../api.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { type ConversationRecord, conversationTable } from "../records/conversation-record.ts";
import { missingTable } from "../records/group-record.ts";
import { messageIndex, messageTable, positionKey } from "../records/message-record.ts";
import { requireConversation } from "./conversation-rows.ts";
import { conversationView } from "./conversation-view.ts";
import { messageView } from "./message-view.ts";

export interface Page {
  readonly before?: number;
  readonly after?: number;
  readonly around?: string;
  readonly limit?: number;
}

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;

export interface ConversationChanges {
  readonly pinned?: boolean;
  readonly archived?: boolean;
  readonly mutedUntil?: number | null;
  readonly markedUnread?: boolean;
}

/** The list of chats and what is in them, from the local store. */
export class Conversations {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Pinned first, then by what happened last. */
  async list(): Promise<readonly Conversation[]> {
    const rows = (await conversationTable.rows(this.#context.db)).filter((row) => !row.deleted);
    rows.sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.activeAt - a.activeAt);
    return Promise.all(rows.map((row) => conversationView(this.#context.db, row)));
  }

  async get(id: string): Promise<Conversation | undefined> {
    const row = await conversationTable.get(this.#context.db, id);
    return row === undefined || row.deleted ? undefined : conversationView(this.#context.db, row);
  }

  /** Oldest first. */
  async messages(id: string, page: Page = {}): Promise<readonly Message[]> {
    const limit = Math.max(1, Math.min(page.limit ?? DEFAULT_PAGE, LARGEST_PAGE));
    if (page.around !== undefined) return this.#around(id, page.around, limit);
    if (page.after !== undefined) return this.#after(id, page.after, limit);
    return this.#before(id, page.before, limit);
  }

  async open(account: string): Promise<Conversation> {
    const self = this.#context.keys.self.account;
    if (!isValidAccountId(account)) throw new ClientError("unknown_account", "This account is not known.");
    if (account === self) throw new ClientError("own_account", "This is your own number.");
    const id = directConversation(account, self);
    const row = await this.#context.db.transact(async (tx) => {
      const record = await requireConversation(this.#context, tx, id);
      if (record === undefined || !record.deleted) return record;
      const restored = { ...record, deleted: false, activeAt: this.#context.clock() };
      conversationTable.put(tx, [id], restored);
      this.#context.changes.conversation(tx, id);
      return restored;
    });
    if (row === undefined) throw new ClientError("unknown_account", "This account is not known.");
    return conversationView(this.#context.db, row);
  }

  setDraft(id: string, draft: Draft | undefined): Promise<void> {
    return this.#change(id, ({ draft: _draft, ...rest }) =>
      draft === undefined || (draft.text === "" && draft.replyTo === undefined) ? rest : { ...rest, draft },
    );
  }

  change(id: string, changes: ConversationChanges): Promise<void> {
    const { mutedUntil, ...plain } = changes;
    return this.#change(id, (record) => {
      const { mutedUntil: muted, ...rest } = { ...record, ...plain };
      const until = mutedUntil === undefined ? muted : (mutedUntil ?? undefined);
      return until === undefined ? rest : { ...rest, mutedUntil: until };
    });
  }

  /** Takes a chat and its messages away from this device. Its group and counters stay, so that it can begin again. */
  async remove(id: string): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const record = await conversationTable.get(tx, id);
      if (record === undefined) return;
      await messageTable.clear(tx, id);
      await messageIndex.clear(tx, id);
      await missingTable.clear(tx, id);
      const { last: _last, draft: _draft, firstUnread: _first, ...rest } = record;
      const removed = { ...rest, unread: 0, markedUnread: false, pinned: false, deleted: true };
      conversationTable.put(tx, [id], removed);
      tx.afterCommit(() => this.#context.changes.emit({ type: "conversation-removed", conversation: id }));
    });
  }

  async #change(id: string, change: (record: ConversationRecord) => ConversationRecord): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const record = await conversationTable.get(tx, id);
      if (record === undefined) throw new ClientError("unknown_conversation", "This chat does not exist.");
      conversationTable.put(tx, [id], change(record));
      this.#context.changes.conversation(tx, id);
    });
  }

  async #before(id: string, before: number | undefined, limit: number): Promise<Message[]> {
    const rows = await messageTable.list(this.#context.db, [id], {
      reverse: true,
      limit,
      ...(before === undefined ? {} : { to: positionKey(before) }),
    });
    return rows.map(({ row }) => messageView(row)).reverse();
  }

  async #after(id: string, after: number, limit: number): Promise<Message[]> {
    const rows = await messageTable.list(this.#context.db, [id], { from: positionKey(after + 1), limit });
    return rows.map(({ row }) => messageView(row));
  }

  async #around(id: string, around: string, limit: number): Promise<readonly Message[]> {
    const position = await messageIndex.get(this.#context.db, id, around);
    if (position === undefined) return this.#before(id, undefined, limit);
    const older = await this.#before(id, position + 1, Math.max(1, Math.ceil(limit / 2)));
    return [...older, ...(await this.#after(id, position, Math.max(1, Math.floor(limit / 2))))];
  }
}
