import {
  type ConversationId,
  conversationAddress,
  displayed,
  type Element,
  isDirectConversationId,
  message as messageStanza,
  mlsMessage,
  occupantAddress,
  received,
} from "@culver/protocol";
import type { OutboxRecord } from "../records/outbox-record.ts";

/** The stanza an item goes out as; undefined for a payload that is not encrypted yet, and for a text to a phone, which is an iq. */
export function outboxStanza(item: OutboxRecord, domain: string): Element | undefined {
  const conversation = item.conversation as ConversationId;
  const type = isDirectConversationId(conversation) ? "chat" : "groupchat";
  const { content, id } = item;
  if (content.kind === "sms") return undefined;
  if (content.kind === "payload") {
    if (content.sealed === undefined) return undefined;
    const { group, epoch, message } = content.sealed;
    const to = conversationAddress(conversation, domain);
    return messageStanza({
      type,
      id,
      to,
      payload: [mlsMessage({ kind: "payload", group, epoch, bytes: message })],
    });
  }
  const to = occupantAddress(conversation, domain, content.account);
  const payload = content.kind === "received" ? content.ids.map(received) : [displayed(content.id)];
  return messageStanza({ type, id, to, payload });
}
