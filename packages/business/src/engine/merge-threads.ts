import type { Transaction } from "@culver/storage";
import type { ThreadRow } from "./thread-row.ts";

/** Makes one thread a part of another: its messages and what it knows are the other's, its id leads there. */
export async function mergeRows(tx: Transaction, from: ThreadRow, into: ThreadRow): Promise<ThreadRow> {
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
