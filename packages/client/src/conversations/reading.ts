import { generateStanzaId } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { contactTable } from "../records/contact-record.ts";
import { type ConversationRecord, conversationTable } from "../records/conversation-record.ts";
import { messageTable, positionKey } from "../records/message-record.ts";
import { settingsOf } from "../settings/settings-row.ts";
import type { Transaction } from "../store/transaction.ts";
import { isWritten } from "./body-content.ts";
import type { MessageLog } from "./message-log.ts";
import { unreadAfter } from "./message-log.ts";

/** How far back the newest incoming message is looked for. */
const LOOK_BACK = 200;

/** Marks messages up to a position as read on this device. False when they were. */
export async function readUpTo(
  context: Context,
  tx: Transaction,
  id: string,
  position: number,
): Promise<boolean> {
  const conversation = await conversationTable.get(tx, id);
  if (conversation === undefined) return false;
  if (position <= conversation.readUpTo && !conversation.markedUnread) return false;
  const { firstUnread: _first, ...rest } = conversation;
  const readTo = Math.max(position, conversation.readUpTo);
  const updated: ConversationRecord = {
    ...rest,
    readUpTo: readTo,
    markedUnread: false,
    ...(await unreadAfter(tx, id, readTo)),
  };
  conversationTable.put(tx, [id], updated);
  context.changes.conversation(tx, id);
  return position > conversation.readUpTo;
}

/** Marks a conversation read and tells the authors, by a displayed marker (XEP-0333), unless that is turned off. */
export async function markRead(
  context: Context,
  log: MessageLog,
  outbox: Outbox,
  id: string,
  upTo: string | undefined,
): Promise<void> {
  await context.db.transact(async (tx) => {
    const conversation = await conversationTable.get(tx, id);
    if (conversation === undefined) return;
    const target = upTo === undefined ? undefined : await log.find(tx, id, upTo);
    if (upTo !== undefined && target === undefined) return;
    const position = target?.position ?? conversation.nextPosition - 1;
    const before = conversation.readUpTo;
    if (!(await readUpTo(context, tx, id, position))) return;
    if (conversation.kind === "sms") return;
    if (!(await settingsOf(tx)).readReceipts) return;
    const rows = await messageTable.list(tx, [id], {
      from: positionKey(before + 1),
      to: positionKey(position + 1),
      limit: LOOK_BACK,
      reverse: true,
    });
    const told = new Set<string>();
    for (const { row } of rows) {
      if (row.outgoing || told.has(row.author)) continue;
      if (!isWritten(row.body) && row.body.kind !== "deleted") continue;
      told.add(row.author);
      if ((await contactTable.get(tx, row.author))?.blocked) continue;
      const content = { kind: "displayed", account: row.author, id: row.id } as const;
      await outbox.add(tx, id, generateStanzaId(), content);
    }
  });
}
