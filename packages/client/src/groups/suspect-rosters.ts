import { isDirectConversationId, parseConversationId } from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { liveGroupTable, rosterTable } from "../records/group-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** Milliseconds that an account's own devices have before its peers change the group for it. */
const PATIENCE_MS = 2_000;

/** Notes that the groups an account is in may have other members than its device list has devices. */
export async function suspectRosters(
  context: Context,
  tx: Transaction,
  account: string,
  removal: boolean,
): Promise<void> {
  const isOwn = account === context.keys.self.account;
  const dueAt = context.clock() + (isOwn ? 0 : PATIENCE_MS);
  for (const { key: conversation } of await liveGroupTable.list(tx)) {
    if (isDirectConversationId(conversation) && !isParty(conversation, account)) continue;
    const known = await rosterTable.get(tx, conversation);
    rosterTable.put(tx, [conversation], {
      dueAt: Math.min(dueAt, known?.dueAt ?? dueAt),
      attempts: 0,
      removal: removal || known?.removal === true,
    });
  }
}

function isParty(conversation: string, account: string): boolean {
  const parsed = parseConversationId(conversation);
  return parsed.kind === "direct" && (parsed.accounts as readonly string[]).includes(account);
}
