import type { Database } from "@culver/storage";
import type { GroupCommit } from "./group-commit.ts";
import { Item, type Mailbox, type MailboxReader, WRITTEN } from "./mailbox.ts";
import type { MailboxCounters } from "./mailbox-counters.ts";

/** Rows read at once: with the largest bodies a few megabytes. */
const PAGE = 64;

const READ = `SELECT d.seq AS seq, m.remaining AS remaining, m.frame AS frame
  FROM deliveries d JOIN messages m ON m.seq = d.seq
  WHERE d.account = ? AND d.device = ? AND d.seq > ? AND d.seq <= ?
  ORDER BY d.seq LIMIT ?`;

type Page = { seq: number; remaining: number; frame: Uint8Array };

/**
 * Feeds mailboxes that are behind from disk, as long as their reader has room.
 *
 * A page holds what is settled. When a page says that there is no more and nothing was settled meanwhile, what is left
 * is in memory: it is offered in one go, without giving control away, and the mailbox is live.
 */
export class Pager {
  readonly #database: Database;
  readonly #commit: GroupCommit;
  readonly #counters: MailboxCounters;
  readonly #onFailure: (mailbox: Mailbox, error: unknown) => void;

  constructor(
    database: Database,
    commit: GroupCommit,
    counters: MailboxCounters,
    onFailure: (mailbox: Mailbox, error: unknown) => void,
  ) {
    this.#database = database;
    this.#commit = commit;
    this.#counters = counters;
    this.#onFailure = onFailure;
  }

  /** Reads on; does nothing when the mailbox is live, has no reader, or is being read already. */
  fill(mailbox: Mailbox): void {
    const { reader } = mailbox;
    if (mailbox.live || mailbox.filling || reader === undefined) return;
    mailbox.filling = true;
    void this.#fill(mailbox, reader).then(
      () => this.#filled(mailbox, reader),
      (error: unknown) => {
        mailbox.filling = false;
        this.#onFailure(mailbox, error);
      },
    );
  }

  #filled(mailbox: Mailbox, reader: MailboxReader): void {
    mailbox.filling = false;
    // Another session has taken over meanwhile.
    if (mailbox.reader !== reader) this.fill(mailbox);
  }

  async #fill(mailbox: Mailbox, reader: MailboxReader): Promise<void> {
    // Rows that are acknowledged but not yet deleted would come a second time.
    if (mailbox.cursor === 0 && this.#commit.hasDeletions) await this.#commit.flush();
    while (mailbox.reader === reader && !mailbox.live) {
      const limit = Math.min(PAGE, reader.room);
      if (limit <= 0) return;
      const settled = this.#commit.settled;
      const rows = await this.#database.query<Page>(READ, [
        mailbox.account,
        mailbox.device,
        mailbox.cursor,
        settled,
        limit,
      ]);
      if (mailbox.reader !== reader) return;
      if (!this.#offerRows(mailbox, reader, rows)) return;
      if (rows.length < limit) {
        // What is not settled may have been offered before: the cursor never goes back.
        mailbox.cursor = Math.max(mailbox.cursor, settled);
        if (settled === this.#commit.settled && this.#goLive(mailbox, reader)) return;
      }
    }
  }

  #offerRows(mailbox: Mailbox, reader: MailboxReader, rows: readonly Page[]): boolean {
    for (const { seq, remaining, frame } of rows) {
      const item = new Item(seq, frame, [mailbox]);
      item.state = WRITTEN;
      item.rows = remaining === 1 ? 1 : 0;
      if (!reader.offer(item)) return false;
      mailbox.cursor = seq;
      this.#counters.paged++;
    }
    return true;
  }

  #goLive(mailbox: Mailbox, reader: MailboxReader): boolean {
    for (const item of this.#commit.unsettled()) {
      if (item.seq <= mailbox.cursor || !item.awaits(mailbox)) continue;
      if (!reader.offer(item)) return true;
      mailbox.cursor = item.seq;
    }
    mailbox.live = true;
    reader.drained();
    return true;
  }
}
