import type { Contact, Conversation } from "../api.ts";
import { contactOf, contactTitle } from "../contacts/contact-view.ts";
import type { ConversationRecord } from "../records/conversation-record.ts";
import type { Reader } from "../store/transaction.ts";
import { messageView } from "./message-view.ts";

export async function conversationView(reader: Reader, record: ConversationRecord): Promise<Conversation> {
  const peer = record.peer === undefined ? undefined : await contactOf(reader, record.peer);
  return buildConversation(record, peer);
}

function buildConversation(record: ConversationRecord, peer: Contact | undefined): Conversation {
  return {
    id: record.id,
    kind: record.kind,
    ...(peer === undefined ? {} : { peer }),
    title: peer === undefined ? "Group" : contactTitle(peer),
    ...(record.last === undefined ? {} : { lastMessage: messageView(record.last) }),
    activeAt: record.activeAt,
    unread: record.unread,
    markedUnread: record.markedUnread,
    ...(record.firstUnread === undefined ? {} : { firstUnread: record.firstUnread }),
    ...(record.draft === undefined ? {} : { draft: record.draft }),
    pinned: record.pinned,
    archived: record.archived,
    ...(record.mutedUntil === undefined ? {} : { mutedUntil: record.mutedUntil }),
  };
}
