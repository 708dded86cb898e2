import type { Database } from "@culver/storage";
import { ResendWindow } from "./resend-window.ts";

const AT_ONCE = 500;
const AT_MOST = 2_000;
const DAY_MS = 24 * 60 * 60_000;
/** Devices looked at before others get their turn. */
const DEVICES_AT_ONCE = 50;

type Key = { account: string; device: number; seq: number };

/**
 * Deletes messages that nobody has fetched for `days`, and what the resend window has outlived. Each call of `run`
 * deletes a bounded number of rows and resolves to how many; 0 when there is no more.
 */
export class MailboxRetention {
  readonly #database: Database;
  readonly #days: number;
  /** Where the next call goes on among the devices. */
  #account = "";
  #device = 0;

  constructor(database: Database, days: number) {
    this.#database = database;
    this.#days = days;
  }

  async run(now: number): Promise<number> {
    const cut = await this.#cut(now - this.#days * DAY_MS);
    let deleted = await ResendWindow.purge(this.#database, now, AT_ONCE);
    if (cut === 0) return deleted;
    deleted += await this.#deliveries(cut);
    return deleted < AT_MOST ? deleted + (await this.#bodies(cut)) : deleted;
  }

  /** The first number that is young enough, 0 when all are: numbers grow with time. */
  async #cut(before: number): Promise<number> {
    const [first] = await this.#at(0);
    if (first === undefined || first.accepted_at >= before) return 0;
    let old = first.seq;
    const [newest] = await this.#database.query<{ seq: number }>("SELECT MAX(seq) AS seq FROM messages");
    let young = (newest?.seq ?? old) + 1;
    while (young - old > 1) {
      const middle = Math.floor((old + young) / 2);
      const [found] = await this.#at(middle);
      if (found === undefined || found.accepted_at >= before) young = middle;
      else old = found.seq;
    }
    return young;
  }

  #at(seq: number): Promise<{ seq: number; accepted_at: number }[]> {
    return this.#database.query("SELECT seq, accepted_at FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1", [
      seq,
    ]);
  }

  /** Rows are kept by device: the oldest of each device are looked at, one device after the other. */
  async #deliveries(cut: number): Promise<number> {
    let deleted = 0;
    for (let looked = 1; deleted < AT_MOST; looked++) {
      const [next] = await this.#database.query<Key>(
        `SELECT account, device, seq FROM deliveries
         WHERE account > ? OR (account = ? AND device > ?) ORDER BY account, device, seq LIMIT 1`,
        [this.#account, this.#account, this.#device],
      );
      if (next === undefined) {
        this.#account = "";
        return deleted;
      }
      if (next.seq < cut) deleted += await this.#deliveriesOf(next.account, next.device, cut);
      else ({ account: this.#account, device: this.#device } = next);
      if (looked % DEVICES_AT_ONCE === 0) await new Promise(setImmediate);
    }
    return deleted;
  }

  async #deliveriesOf(account: string, device: number, cut: number): Promise<number> {
    const rows = await this.#database.query<Key>(
      `SELECT account, device, seq FROM deliveries
       WHERE account = ? AND device = ? AND seq < ? ORDER BY seq LIMIT ?`,
      [account, device, cut, AT_ONCE],
    );
    return this.#database.deleteMany(
      "deliveries",
      ["account", "device", "seq"],
      rows.map((row) => [row.account, row.device, row.seq]),
    );
  }

  async #bodies(cut: number): Promise<number> {
    const rows = await this.#database.query<{ seq: number }>(
      "SELECT seq FROM messages WHERE seq < ? ORDER BY seq LIMIT ?",
      [cut, AT_MOST],
    );
    if (rows.length === 0) return 0;
    return this.#database.deleteMany(
      "messages",
      ["seq"],
      rows.map((row) => [row.seq]),
    );
  }
}
