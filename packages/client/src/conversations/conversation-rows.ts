import { isValidConversationId, otherParty } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { contactTable, newContact } from "../records/contact-record.ts";
import {
  type ConversationRecord,
  conversationTable,
  newConversation,
} from "../records/conversation-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** The conversation's row, made when there is none. Undefined for an id this account takes no part in. */
export async function requireConversation(
  context: Context,
  tx: Transaction,
  id: string,
): Promise<ConversationRecord | undefined> {
  const known = await conversationTable.get(tx, id);
  if (known !== undefined) return known;
  if (!isValidConversationId(id)) return undefined;
  const peer = otherParty(id, context.keys.self.account);
  if (peer === undefined && id.startsWith("p.")) return undefined;
  const record = newConversation(id, peer, context.clock());
  conversationTable.put(tx, [id], record);
  if (peer !== undefined && !(await contactTable.has(tx, peer)))
    contactTable.put(tx, [peer], newContact(peer));
  context.changes.conversation(tx, id);
  return record;
}
