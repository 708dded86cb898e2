import { isDirectConversationId, otherParty } from "@culver/protocol";
import type { Database, Executor, Transaction } from "@culver/storage";
import { deviceNumbers } from "../accounts/device-row.ts";
import { deleteGroup, findGroup, liveGroupOf, rostersOf } from "./group-tables.ts";

const MAX_CACHED = 50_000;

/** Which accounts are in which conversations. */
export class Membership {
  readonly #database: Database;
  /** Pairs that share a conversation, as `lower higher`, as far as they have been asked for. */
  readonly #sharing = new Map<string, boolean>();

  constructor(database: Database) {
    this.#database = database;
  }

  conversationsOf(account: string, executor: Executor = this.#database): Promise<string[]> {
    return executor
      .query<{ conversation: string }>(
        "SELECT conversation FROM conversation_accounts WHERE account = ? ORDER BY conversation",
        [account],
      )
      .then((rows) => rows.map((row) => row.conversation));
  }

  /** The others of the account's two-person conversations, each with the conversation. */
  async peersOf(account: string): Promise<{ peer: string; conversation: string }[]> {
    return peers(account, await this.conversationsOf(account));
  }

  /** Whether the two are in one conversation. */
  async share(a: string, b: string): Promise<boolean> {
    if (a === b) return true;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = this.#sharing.get(key);
    if (known !== undefined) return known;
    const rows = await this.#database.query(
      `SELECT 1 AS one FROM conversation_accounts x
       JOIN conversation_accounts y ON y.conversation = x.conversation
       WHERE x.account = ? AND y.account = ? LIMIT 1`,
      [a, b],
    );
    if (this.#sharing.size >= MAX_CACHED) this.#sharing.clear();
    this.#sharing.set(key, rows.length > 0);
    return rows.length > 0;
  }

  /** Some roster has changed. */
  forget(): void {
    this.#sharing.clear();
  }

  /**
   * Within `tx`: the account is in no conversation any more, its two-person ones have no live group, and notices for
   * their other parties are stored. Resolves to the conversations it was in. What was still to be told to the account
   * is forgotten: it is not for whoever has the number now.
   */
  async leaveAll(tx: Transaction, account: string): Promise<string[]> {
    const conversations = await this.conversationsOf(account, tx);
    for (const { peer, conversation } of peers(account, conversations)) {
      await close(tx, account, peer, conversation);
    }
    await tx.execute("DELETE FROM conversation_accounts WHERE account = ?", [account]);
    await tx.execute("DELETE FROM notices WHERE recipient = ?", [account]);
    await tx.execute("DELETE FROM owed_notices WHERE recipient = ?", [account]);
    return conversations;
  }

  /** Within `tx`, closes the two-person groups that no registered device of the account but this one is in. */
  async closeWithout(tx: Transaction, account: string, device: number): Promise<void> {
    const left = (await deviceNumbers(tx, account)).filter((number) => number !== device).map(String);
    for (const { peer, conversation } of peers(account, await this.conversationsOf(account, tx))) {
      const group = await liveGroupOf(tx, conversation);
      const row = typeof group === "string" ? await findGroup(tx, group) : undefined;
      const roster = row === undefined ? [] : ((await rostersOf(tx, row.group)).get(row.epoch) ?? []);
      const isThere = roster.some((member) => member?.account === account && left.includes(member.device));
      if (!isThere) await close(tx, account, peer, conversation);
    }
  }
}

/** Ends a two-person conversation's group; the peer is told now, and again when the account can be reached anew. */
async function close(tx: Transaction, account: string, peer: string, conversation: string): Promise<void> {
  const group = await liveGroupOf(tx, conversation);
  if (typeof group === "string") await deleteGroup(tx, group);
  await tx.execute("UPDATE conversations SET group_id = NULL WHERE conversation = ?", [conversation]);
  await tx.execute("DELETE FROM conversation_accounts WHERE conversation = ?", [conversation]);
  if (peer === account) return;
  await tx.execute("INSERT INTO notices (recipient, conversation, changed) VALUES (?, ?, ?)", [
    peer,
    conversation,
    account,
  ]);
  await tx.insertMany(
    "owed_notices",
    ["account", "recipient", "conversation"],
    [[account, peer, conversation]],
    { onConflict: "ignore" },
  );
}

function peers(account: string, conversations: readonly string[]): { peer: string; conversation: string }[] {
  return conversations.flatMap((conversation) => {
    if (!isDirectConversationId(conversation)) return [];
    const peer = otherParty(conversation, account);
    return peer === undefined ? [] : [{ peer, conversation }];
  });
}
