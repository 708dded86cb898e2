import { type Database, placeholders, type Transaction } from "@culver/storage";
import { GroupCommit } from "./group-commit.ts";
import type { Item, Mailbox, MailboxReader } from "./mailbox.ts";
import { MailboxCounters } from "./mailbox-counters.ts";
import { Mailboxes } from "./mailboxes.ts";
import { Pager } from "./pager.ts";
import { ResendWindow } from "./resend-window.ts";
import { Sequence } from "./sequence.ts";
import { MAILBOX_LOCK } from "./write-batch.ts";

export interface MailboxServiceOptions {
  readonly database: Database;
  readonly now: () => number;
  /** How long a group commit fills, milliseconds. */
  readonly commitWindowMs: number;
  /** Messages that wait for one device at most. */
  readonly maxStored: number;
  readonly onCommitFailure: (error: unknown) => void;
  /** Reading a device's backlog failed: its session cannot go on. */
  readonly onReadFailure: (reader: MailboxReader, error: unknown) => void;
}

/** Everything that waits for a device: takes messages in, keeps them safe, hands them out in order. */
export class MailboxService {
  readonly mailboxes: Mailboxes;
  readonly counters = new MailboxCounters();
  readonly resends: ResendWindow;
  readonly commit: GroupCommit;
  readonly #database: Database;
  readonly #maxStored: number;
  readonly #pager: Pager;

  private constructor(
    options: MailboxServiceOptions,
    mailboxes: Mailboxes,
    sequence: Sequence,
    resends: ResendWindow,
  ) {
    const { database, now, commitWindowMs: windowMs, onCommitFailure: onFailure } = options;
    const { counters } = this;
    this.#database = database;
    this.#maxStored = options.maxStored;
    this.mailboxes = mailboxes;
    this.resends = resends;
    const deliver = (item: Item) => this.#deliver(item);
    this.commit = new GroupCommit({
      database,
      sequence,
      resends,
      counters,
      windowMs,
      now,
      deliver,
      onFailure,
    });
    this.#pager = new Pager(database, this.commit, counters, (mailbox, error) => {
      if (mailbox.reader !== undefined) options.onReadFailure(mailbox.reader, error);
    });
  }

  static async open(options: MailboxServiceOptions): Promise<MailboxService> {
    const mailboxes = new Mailboxes();
    const resends = new ResendWindow();
    await resends.load(options.database, mailboxes);
    return new MailboxService(options, mailboxes, await Sequence.open(options.database), resends);
  }

  /** Begins to hand out a device's mailbox from its oldest message on. */
  attach(mailbox: Mailbox, reader: MailboxReader): void {
    mailbox.cursor = 0;
    this.reattach(mailbox, reader);
  }

  /** Goes on behind what the same reader was offered before. */
  reattach(mailbox: Mailbox, reader: MailboxReader): void {
    mailbox.reader = reader;
    mailbox.live = false;
    this.#pager.fill(mailbox);
  }

  /** The reader takes no more. */
  detach(mailbox: Mailbox, reader: MailboxReader): void {
    if (mailbox.reader !== reader) return;
    if (mailbox.live) mailbox.cursor = this.commit.sent;
    mailbox.live = false;
    mailbox.reader = undefined;
  }

  /** The reader has room again. */
  readOn(mailbox: Mailbox): void {
    if (!mailbox.live) this.#pager.fill(mailbox);
  }

  isFull(mailbox: Mailbox): boolean {
    return mailbox.stored >= this.#maxStored;
  }

  /** Counts what is stored for those mailboxes that have not been counted yet. */
  async count(mailboxes: readonly Mailbox[]): Promise<void> {
    const uncounted = new Set(mailboxes.filter((mailbox) => mailbox.stored < 0));
    const accounts = [...new Set([...uncounted].map((mailbox) => mailbox.account))];
    if (accounts.length === 0) return;
    const rows = await this.#database.query<{ account: string; device: number; n: number }>(
      `SELECT account, device, COUNT(*) AS n FROM deliveries WHERE account IN (${placeholders(accounts.length)})
       GROUP BY account, device`,
      accounts,
    );
    for (const mailbox of uncounted) mailbox.stored = 0;
    for (const { account, device, n } of rows) {
      const mailbox = this.mailboxes.of(account, device);
      if (uncounted.has(mailbox)) mailbox.stored = n;
    }
  }

  /** Rows of deliveries on disk. */
  async rows(): Promise<number> {
    const [row] = await this.#database.query<{ n: number }>("SELECT COUNT(*) AS n FROM deliveries");
    return row?.n ?? 0;
  }

  /**
   * Within `tx`, empties mailboxes of an account: one device's, or all. The result, called after the commit, keeps
   * anything from being stored there again.
   */
  async empty(tx: Transaction, account: string, device?: number): Promise<() => Promise<void>> {
    await deleteDeliveries(tx, account, device);
    return async () => {
      for (const mailbox of this.mailboxes.ofAccount(account)) {
        if (device === undefined || mailbox.device === device) mailbox.gone = true;
      }
      if (device !== undefined) this.mailboxes.of(account, device).gone = true;
      // What a batch has written between the deletion and now.
      await this.commit.run(0, async (later) => {
        for (const mailbox of this.mailboxes.ofAccount(account)) {
          if (mailbox.gone) await deleteDeliveries(later, account, mailbox.device);
        }
        return [];
      });
    };
  }

  #deliver(item: Item): void {
    for (const mailbox of item.recipients) {
      if (!mailbox.live || mailbox.reader?.offer(item) === true) continue;
      mailbox.live = false;
      mailbox.cursor = item.seq - 1;
      this.counters.pauses++;
    }
  }
}

/** Deletes the rows of one device, or of all devices of an account, and bodies that were for nobody else. */
async function deleteDeliveries(tx: Transaction, account: string, device: number | undefined): Promise<void> {
  await tx.lock(MAILBOX_LOCK);
  const rows = await tx.query<{ device: number }>(
    "SELECT DISTINCT device FROM deliveries WHERE account = ?",
    [account],
  );
  for (const found of rows) {
    if (device !== undefined && found.device !== device) continue;
    const key = [account, found.device];
    const theirs = "SELECT seq FROM deliveries WHERE account = ? AND device = ?";
    await tx.execute(`UPDATE messages SET remaining = remaining - 1 WHERE seq IN (${theirs})`, key);
    await tx.execute(`DELETE FROM messages WHERE remaining <= 0 AND seq IN (${theirs})`, key);
    await tx.execute("DELETE FROM deliveries WHERE account = ? AND device = ?", key);
  }
}
