import { decodeRoster, encodeRoster, type Roster } from "@culver/crypto/handshake";
import type { Executor, Transaction } from "@culver/storage";

/** A group and the conversation it belongs to. */
export interface GroupRow {
  readonly group: string;
  readonly conversation: string;
  readonly epoch: number;
}

/** The conversation's live group; null when there is none, undefined for an unknown conversation. */
export async function liveGroupOf(
  executor: Executor,
  conversation: string,
): Promise<string | null | undefined> {
  const [row] = await executor.query<{ group_id: string | null }>(
    "SELECT group_id FROM conversations WHERE conversation = ?",
    [conversation],
  );
  return row?.group_id;
}

export async function findGroup(executor: Executor, group: string): Promise<GroupRow | undefined> {
  const [row] = await executor.query<{ conversation: string; epoch: number }>(
    "SELECT conversation, epoch FROM mls_groups WHERE group_id = ?",
    [group],
  );
  return row === undefined ? undefined : { group, ...row };
}

/** Rosters by epoch: the current one and, except in a group's first epoch, the one before. */
export async function rostersOf(executor: Executor, group: string): Promise<Map<number, Roster>> {
  const rows = await executor.query<{ epoch: number; roster: Uint8Array }>(
    "SELECT epoch, roster FROM group_rosters WHERE group_id = ?",
    [group],
  );
  return new Map(rows.map((row) => [row.epoch, decodeRoster(row.roster)]));
}

export async function groupInfoOf(
  executor: Executor,
  group: string,
): Promise<{ epoch: number; groupInfo: Uint8Array } | undefined> {
  const [row] = await executor.query<{ epoch: number; group_info: Uint8Array }>(
    "SELECT epoch, group_info FROM group_info WHERE group_id = ?",
    [group],
  );
  return row === undefined ? undefined : { epoch: row.epoch, groupInfo: row.group_info };
}

/** Makes a group the conversation's live one; the one it replaces is forgotten. */
export async function insertGroup(
  tx: Transaction,
  row: GroupRow,
  roster: Roster,
  groupInfo: Uint8Array,
  replaced: string | undefined,
): Promise<void> {
  const { group, conversation, epoch } = row;
  if (replaced !== undefined) await deleteGroup(tx, replaced);
  await tx.execute(
    `INSERT INTO conversations (conversation, group_id) VALUES (?, ?)
     ON CONFLICT (conversation) DO UPDATE SET group_id = excluded.group_id`,
    [conversation, group],
  );
  await tx.execute("INSERT INTO mls_groups (group_id, conversation, epoch) VALUES (?, ?, ?)", [
    group,
    conversation,
    epoch,
  ]);
  await writeEpoch(tx, row, roster, groupInfo);
}

/** Moves a group to its next epoch. */
export async function advanceGroup(
  tx: Transaction,
  row: GroupRow,
  roster: Roster,
  groupInfo: Uint8Array,
): Promise<void> {
  const { group, epoch } = row;
  await tx.execute("UPDATE mls_groups SET epoch = ? WHERE group_id = ?", [epoch, group]);
  await tx.execute("DELETE FROM group_rosters WHERE group_id = ? AND epoch < ?", [group, epoch - 1]);
  await writeEpoch(tx, row, roster, groupInfo);
}

export async function deleteGroup(tx: Transaction, group: string): Promise<void> {
  await tx.execute("DELETE FROM mls_groups WHERE group_id = ?", [group]);
}

async function writeEpoch(
  tx: Transaction,
  { group, conversation, epoch }: GroupRow,
  roster: Roster,
  groupInfo: Uint8Array,
): Promise<void> {
  await tx.execute("INSERT INTO group_rosters (group_id, epoch, roster) VALUES (?, ?, ?)", [
    group,
    epoch,
    encodeRoster(roster),
  ]);
  await tx.execute(
    `INSERT INTO group_info (group_id, epoch, group_info) VALUES (?, ?, ?)
     ON CONFLICT (group_id) DO UPDATE SET epoch = excluded.epoch, group_info = excluded.group_info`,
    [group, epoch, groupInfo],
  );
  await writeAccounts(tx, conversation, roster);
}

/** The accounts of a conversation follow its roster. */
async function writeAccounts(tx: Transaction, conversation: string, roster: Roster): Promise<void> {
  const now = new Set<string>();
  for (const member of roster) if (member !== undefined) now.add(member.account);
  const rows = await tx.query<{ account: string }>(
    "SELECT account FROM conversation_accounts WHERE conversation = ?",
    [conversation],
  );
  const gone = rows.filter((row) => !now.has(row.account)).map((row) => [row.account, conversation]);
  await tx.deleteMany("conversation_accounts", ["account", "conversation"], gone);
  await tx.insertMany(
    "conversation_accounts",
    ["account", "conversation"],
    [...now].map((account) => [account, conversation]),
    { onConflict: "ignore" },
  );
}
