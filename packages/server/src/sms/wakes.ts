import type { Database, Executor } from "@culver/storage";
import type { Principal } from "../ports.ts";

const PAGE = 1_000;
/** `after_seconds` of an account that wants none any more. */
const OFF = 0;

/** A device that wants encrypted SMS, and how far it has got. */
export interface Wake extends Principal {
  readonly afterSeconds: number;
  /** Everything in its mailbox up to this number has been looked at. */
  readonly sentSeq: number;
  /** Days since 1970, and how many were sent on that one. */
  readonly sentDay: number;
  readonly sentToday: number;
}

type WakeRow = {
  account: string;
  device: number;
  after_seconds: number;
  sent_seq: number;
  sent_day: number;
  sent_today: number;
};

const COLUMNS = "account, device, after_seconds, sent_seq, sent_day, sent_today";

/** The one device of each account that wants encrypted SMS. */
export class Wakes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(account: string, executor: Executor = this.#database): Promise<Wake | undefined> {
    const [row] = await executor.query<WakeRow>(`SELECT ${COLUMNS} FROM sms_wakes WHERE account = ?`, [
      account,
    ]);
    return row === undefined || row.after_seconds === OFF ? undefined : wakeOf(row);
  }

  /** What was sent today counts for the account, whichever of its devices asks. */
  async set({ account, device }: Principal, afterSeconds: number): Promise<void> {
    await this.#database.execute(
      `INSERT INTO sms_wakes (account, device, after_seconds, sent_seq, sent_day, sent_today)
       VALUES (?, ?, ?, 0, 0, 0)
       ON CONFLICT (account) DO UPDATE SET
         sent_seq = CASE WHEN sms_wakes.device = excluded.device THEN sms_wakes.sent_seq ELSE 0 END,
         device = excluded.device, after_seconds = excluded.after_seconds`,
      [account, device, afterSeconds],
    );
  }

  /** The row stays: what was sent today counts when it is wanted again. */
  async clear(account: string): Promise<void> {
    await this.#database.execute("UPDATE sms_wakes SET after_seconds = ? WHERE account = ?", [OFF, account]);
  }

  async advance({ account, device, sentSeq, sentDay, sentToday }: Wake): Promise<void> {
    await this.#database.execute(
      "UPDATE sms_wakes SET sent_seq = ?, sent_day = ?, sent_today = ? WHERE account = ? AND device = ?",
      [sentSeq, sentDay, sentToday, account, device],
    );
  }

  /** All of them, with whether anything waits in the device's mailbox, a page at a time. */
  async *all(): AsyncGenerator<{ readonly wake: Wake; readonly waits: boolean }> {
    let after = "";
    for (;;) {
      const rows = await this.#database.query<WakeRow & { oldest: number | null }>(
        `SELECT ${COLUMNS}, (SELECT MIN(d.seq) FROM deliveries d
           WHERE d.account = sms_wakes.account AND d.device = sms_wakes.device
             AND d.seq > sms_wakes.sent_seq) AS oldest
         FROM sms_wakes WHERE account > ? AND after_seconds <> ? ORDER BY account LIMIT ${PAGE}`,
        [after, OFF],
      );
      for (const row of rows) {
        after = row.account;
        yield { wake: wakeOf(row), waits: row.oldest !== null };
      }
      if (rows.length < PAGE) return;
    }
  }
}

function wakeOf(row: WakeRow): Wake {
  return {
    account: row.account,
    device: row.device,
    afterSeconds: row.after_seconds,
    sentSeq: row.sent_seq,
    sentDay: row.sent_day,
    sentToday: row.sent_today,
  };
}
