import { generateStanzaId } from "@culver/protocol";
import type { Notice } from "../api.ts";
import type { Context } from "../core/context.ts";
import type { ConversationRecord } from "../records/conversation-record.ts";
import type { Transaction } from "../store/transaction.ts";
import type { MessageLog } from "./message-log.ts";

/** Writes a line of the app's own into a conversation. It moves no chat to the top and counts as nothing unread. */
export function appendNotice(
  context: Context,
  log: MessageLog,
  tx: Transaction,
  conversation: ConversationRecord,
  notice: Notice,
): ConversationRecord {
  const at = context.clock();
  return log.append(tx, conversation, {
    id: `notice.${generateStanzaId()}`,
    author: context.keys.self.account,
    outgoing: false,
    at,
    status: "received",
    body: { kind: "notice", notice },
    reactions: [],
    starred: false,
    sentAt: at,
  }).conversation;
}
