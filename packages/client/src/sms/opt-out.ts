import type { MessageLog } from "../conversations/message-log.ts";
import { appendNotice } from "../conversations/notices.ts";
import type { Context } from "../core/context.ts";
import { conversationTable } from "../records/conversation-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { findSmsConversation } from "./require-sms-conversation.ts";

/** Notes that a phone has said STOP, or START after it, with a line in the conversation. Nothing when that is known. */
export async function noteOptOut(
  context: Context,
  log: MessageLog,
  tx: Transaction,
  id: string,
  optedOut: boolean,
): Promise<void> {
  const conversation = await findSmsConversation(tx, id);
  if (conversation === undefined || (conversation.sms.optedOut === true) === optedOut) return;
  const { optedOut: _before, ...phone } = conversation.sms;
  const changed = { ...conversation, sms: optedOut ? { ...phone, optedOut } : phone };
  conversationTable.put(tx, [id], changed);
  appendNotice(context, log, tx, changed, { type: optedOut ? "opted-out" : "opted-in" });
}
