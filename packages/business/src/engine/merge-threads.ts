import type { Transaction } from "@culver/storage";
import { THREAD_COLUMNS, type ThreadRow } from "./thread-row.ts";

/**
 * Makes one thread a part of another: its messages and what it knows are the other's, its id leads there. What is read
 * here is what is committed: messages are taken in and accepted under the same lock.
 */
export async function mergeRows(
  tx: Transaction,
  { id: fromId }: Pick<ThreadRow, "id">,
  { id: intoId }: Pick<ThreadRow, "id">,
): Promise<ThreadRow> {
  await tx.lock("business-messages");
  const [from, into] = [await stored(tx, fromId), await stored(tx, intoId)];
  const lastInboundAt = Math.max(from.last_inbound_at ?? 0, into.last_inbound_at ?? 0) || null;
  const isFromNewer = (from.last_inbound_at ?? 0) > (into.last_inbound_at ?? 0);
  const merged: ThreadRow = {
    ...into,
    phone: into.phone ?? from.phone,
    account: into.account ?? from.account,
    profile_name: into.profile_name ?? from.profile_name,
    given_name: into.given_name ?? from.given_name,
    channel: isFromNewer ? from.channel : into.channel,
    last_inbound_at: lastInboundAt,
    is_blocked: Math.max(from.is_blocked, into.is_blocked),
    is_opted_out: Math.max(from.is_opted_out, into.is_opted_out),
  };
  await tx.execute("UPDATE business_messages SET thread = ? WHERE thread = ?", [into.id, from.id]);
  await tx.execute("UPDATE business_threads SET merged_into = ? WHERE merged_into = ?", [into.id, from.id]);
  await tx.execute("UPDATE business_threads SET phone = NULL, account = NULL, merged_into = ? WHERE id = ?", [
    into.id,
    from.id,
  ]);
  const columns = [
    ...["phone", "account", "profile_name", "given_name", "channel", "last_inbound_at"],
    ...["is_blocked", "is_opted_out"],
  ];
  await tx.execute(
    `UPDATE business_threads SET ${columns.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`,
    [...columns.map((column) => merged[column] ?? null), into.id],
  );
  return merged;
}

async function stored(tx: Transaction, id: string): Promise<ThreadRow> {
  const columns = THREAD_COLUMNS.join(", ");
  const [row] = await tx.query<ThreadRow>(`SELECT ${columns} FROM business_threads WHERE id = ?`, [id]);
  if (row === undefined) throw new Error("a thread that is to be merged is gone");
  return row;
}
