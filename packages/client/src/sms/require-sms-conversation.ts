import type { MessageLog } from "../conversations/message-log.ts";
import { appendNotice } from "../conversations/notices.ts";
import type { Context } from "../core/context.ts";
import {
  type ConversationRecord,
  conversationTable,
  newConversation,
  type SmsPeerRecord,
} from "../records/conversation-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { smsConversationId } from "./sms-conversation-id.ts";

export type SmsConversationRecord = ConversationRecord & { readonly sms: SmsPeerRecord };

export async function findSmsConversation(
  tx: Transaction,
  id: string,
): Promise<SmsConversationRecord | undefined> {
  const record = await conversationTable.get(tx, id);
  return record?.sms === undefined ? undefined : { ...record, sms: record.sms };
}

/** The conversation with a phone, begun with its first line when there is none or it was deleted. */
export async function requireSmsConversation(
  context: Context,
  log: MessageLog,
  tx: Transaction,
  number: string,
): Promise<SmsConversationRecord> {
  const id = smsConversationId(number);
  const known = await findSmsConversation(tx, id);
  if (known !== undefined && !known.deleted) return known;
  const at = context.clock();
  const sms = known?.sms ?? { number };
  const fresh = known ?? { ...newConversation(id, undefined, at), kind: "sms" as const, sms };
  const begun = { ...fresh, deleted: false, activeAt: at };
  return { ...appendNotice(context, log, tx, begun, { type: "sms" }), sms };
}

/** Changes what is known of a phone; nothing when there is no such conversation. */
export async function changePhone(
  context: Context,
  tx: Transaction,
  id: string,
  change: (phone: SmsPeerRecord) => SmsPeerRecord,
): Promise<void> {
  const record = await findSmsConversation(tx, id);
  if (record === undefined) return;
  conversationTable.put(tx, [id], { ...record, sms: change(record.sms) });
  context.changes.conversation(tx, id);
}
