import type { Changes } from "../core/changes.ts";
import { type ConversationRecord, conversationTable } from "../records/conversation-record.ts";
import { type MessageRecord, messageIndex, messageTable, positionKey } from "../records/message-record.ts";
import type { Reader, Transaction } from "../store/transaction.ts";
import { isWritten } from "./body-content.ts";

/** A message before it has its place in a conversation. */
export type UnplacedMessage = Omit<MessageRecord, "position" | "conversation">;

/** The messages of all conversations, in the order this device shows them. */
export class MessageLog {
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  async find(reader: Reader, conversation: string, id: string): Promise<MessageRecord | undefined> {
    const position = await messageIndex.get(reader, conversation, id);
    return position === undefined ? undefined : this.at(reader, conversation, position);
  }

  at(reader: Reader, conversation: string, position: number): Promise<MessageRecord | undefined> {
    return messageTable.get(reader, conversation, positionKey(position));
  }

  /** Gives a message the next position. Counts it as unread when somebody else wrote it to be read. */
  append(
    tx: Transaction,
    conversation: ConversationRecord,
    message: UnplacedMessage,
  ): { readonly conversation: ConversationRecord; readonly message: MessageRecord } {
    const record: MessageRecord = {
      ...message,
      conversation: conversation.id,
      position: conversation.nextPosition,
    };
    const unread = isUnread(record);
    const updated: ConversationRecord = {
      ...conversation,
      nextPosition: conversation.nextPosition + 1,
      last: shownLast(conversation.last, record),
      activeAt: Math.max(conversation.activeAt, record.at),
      unread: conversation.unread + (unread ? 1 : 0),
      ...(unread && conversation.firstUnread === undefined ? { firstUnread: record.id } : {}),
      archived: conversation.archived && record.body.kind === "notice",
      deleted: conversation.deleted && record.body.kind === "notice",
    };
    messageTable.put(tx, [record.conversation, positionKey(record.position)], record);
    messageIndex.put(tx, [record.conversation, record.id], record.position);
    conversationTable.put(tx, [record.conversation], updated);
    this.#changes.message(tx, record, true);
    this.#changes.conversation(tx, record.conversation);
    return { conversation: updated, message: record };
  }

  /** Writes a message that is in its place already. */
  async save(tx: Transaction, record: MessageRecord): Promise<void> {
    messageTable.put(tx, [record.conversation, positionKey(record.position)], record);
    this.#changes.message(tx, record, false);
    const conversation = await conversationTable.get(tx, record.conversation);
    if (conversation?.last?.id !== record.id) return;
    conversationTable.put(tx, [record.conversation], { ...conversation, last: record });
    this.#changes.conversation(tx, record.conversation);
  }

  /** Takes messages away from this device. */
  async remove(tx: Transaction, conversation: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const position = await messageIndex.get(tx, conversation, id);
      if (position === undefined) continue;
      messageTable.delete(tx, conversation, positionKey(position));
      messageIndex.delete(tx, conversation, id);
      tx.afterCommit(() => this.#changes.emit({ type: "message-removed", conversation, id }));
    }
    const record = await conversationTable.get(tx, conversation);
    if (record === undefined) return;
    const newest = await messageTable.list(tx, [conversation], { limit: QUIET_RUN, reverse: true });
    const { last: _last, firstUnread: _first, ...rest } = record;
    const last = (newest.find(({ row }) => !isQuiet(row)) ?? newest[0])?.row;
    const updated = last === undefined ? rest : { ...rest, last };
    conversationTable.put(tx, [conversation], {
      ...updated,
      ...(await unreadAfter(tx, conversation, record.readUpTo)),
    });
    this.#changes.conversation(tx, conversation);
  }
}

/** Messages above which the count of unread ones is not exact any more. */
const COUNT_LIMIT = 5_000;

/** What is unread behind a position. To be merged into a record without `firstUnread`. */
export async function unreadAfter(
  reader: Reader,
  conversation: string,
  position: number,
): Promise<Pick<ConversationRecord, "unread" | "firstUnread">> {
  const rows = await messageTable.list(reader, [conversation], {
    from: positionKey(position + 1),
    limit: COUNT_LIMIT,
  });
  const unread = rows.map(({ row }) => row).filter(isUnread);
  const first = unread[0]?.id;
  return { unread: unread.length, ...(first === undefined ? {} : { firstUnread: first }) };
}

/** How many quiet notices in a row are passed over in search of the last message. */
const QUIET_RUN = 20;

/** Notices that ask for nothing do not stand for a conversation in a list; a changed key does. */
function isQuiet({ body }: Pick<MessageRecord, "body">): boolean {
  return body.kind === "notice" && body.notice.type !== "account-key-changed";
}

function shownLast(last: MessageRecord | undefined, next: MessageRecord): MessageRecord {
  return last !== undefined && isQuiet(next) && !isQuiet(last) ? last : next;
}

function isUnread(record: MessageRecord): boolean {
  return !record.outgoing && (isWritten(record.body) || record.body.kind === "undecryptable");
}
