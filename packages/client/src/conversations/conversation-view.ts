import type { Contact, Conversation, SmsPeer } from "../api.ts";
import { contactOf, contactTitle } from "../contacts/contact-view.ts";
import type { ConversationRecord } from "../records/conversation-record.ts";
import { smsPeerView, smsTitle } from "../sms/sms-peer-view.ts";
import type { Reader } from "../store/transaction.ts";
import { messageView } from "./message-view.ts";

export async function conversationView(reader: Reader, record: ConversationRecord): Promise<Conversation> {
  const peer = record.peer === undefined ? undefined : await contactOf(reader, record.peer);
  const sms = record.sms === undefined ? undefined : await smsPeerView(reader, record.sms);
  return buildConversation(record, peer, sms);
}

function buildConversation(
  record: ConversationRecord,
  peer: Contact | undefined,
  sms: SmsPeer | undefined,
): Conversation {
  return {
    id: record.id,
    kind: record.kind,
    ...(peer === undefined ? {} : { peer }),
    ...(sms === undefined ? {} : { sms }),
    title: sms !== undefined ? smsTitle(sms) : peer === undefined ? "Group" : contactTitle(peer),
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
