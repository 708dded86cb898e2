import type { Database, Executor, Transaction } from "@culver/storage";
import type { CodeMethod } from "../ports.ts";
import { countryOfNumber, numberPrefix } from "../registration/phone-number.ts";
import type { PumpingAlarm } from "./alarm.ts";
import { addCodes, countCodes, forgetCodes } from "./code-counts.ts";
import { isBad, looksPumped, type PumpingPolicy } from "./policy.ts";

/** A prefix that gets no codes for now. */
export interface ClosedPrefix {
  readonly prefix: string;
  readonly method: CodeMethod;
  /** Milliseconds since 1970. */
  readonly closedAt: number;
  readonly reopensAt: number;
  /** Over the window before it was closed. */
  readonly sent: number;
  readonly entered: number;
}

export interface PumpingGuardOptions {
  readonly database: Database;
  readonly policy: PumpingPolicy;
  /** Called after the fact; must not throw. */
  readonly onAlarm: (alarm: PumpingAlarm) => void;
  readonly now: () => number;
}

type ClosedRow = {
  prefix: string;
  method: string;
  closed_at: number;
  reopens_at: number;
  times: number;
  sent: number;
  entered: number;
};

/** Two alarms of one country are at least that far apart. */
const COUNTRY_ALARM_MS = 60 * 60_000;

/**
 * Counts codes sent and entered by the prefix of their numbers, and closes a prefix whose codes are hardly ever entered:
 * whoever pumps asks for codes to numbers that pay per text, and enters none. The two methods are counted apart. All of
 * it is in the database, so a restart opens nothing.
 */
export class PumpingGuard {
  readonly #options: PumpingGuardOptions;
  readonly #alarmed = new Map<string, number>();

  constructor(options: PumpingGuardOptions) {
    this.#options = options;
  }

  /** Milliseconds until codes go to the number's prefix by this method again; 0 when they do. */
  async closedFor(number: string, method: CodeMethod): Promise<number> {
    const { database, now } = this.#options;
    const row = await this.#row(database, numberPrefix(number), method);
    return row === undefined ? 0 : Math.max(0, row.reopens_at - now());
  }

  /** A code has been handed to the carrier. */
  async sent(number: string, method: CodeMethod): Promise<void> {
    const { database, policy, now } = this.#options;
    const [prefix, country, at] = [numberPrefix(number), countryOfNumber(number), now()];
    const alarms = await database.transaction(async (tx) => {
      await tx.lock(`pumping:${prefix}`);
      if (country !== undefined) await tx.lock(`pumping:${country}`);
      const raised: PumpingAlarm[] = [];
      await addCodes(tx, prefix, method, { sent: 1 }, at, policy);
      const counts = await countCodes(tx, prefix, method, at, policy);
      if (looksPumped(counts, policy)) raised.push(await this.#close(tx, prefix, method, counts, at));
      if (country === undefined) return raised;
      await addCodes(tx, country, method, { sent: 1 }, at, policy);
      const { settled, entered } = await countCodes(tx, country, method, at, policy);
      if (isBad(settled, entered, policy.countryFloor, policy) && this.#isNews(country, at))
        raised.push({ kind: "country-suspicious", country, method, sent: settled, entered });
      return raised;
    });
    for (const alarm of alarms) this.#options.onAlarm(alarm);
  }

  /** Within the transaction that makes use of it: a code that took `codes` tries to arrive has been entered. */
  async entered(tx: Transaction, number: string, method: CodeMethod, codes: number): Promise<void> {
    const { policy, now } = this.#options;
    const [prefix, country, at] = [numberPrefix(number), countryOfNumber(number), now()];
    await addCodes(tx, prefix, method, { entered: codes }, at, policy);
    if (country !== undefined) await addCodes(tx, country, method, { entered: codes }, at, policy);
  }

  /** What is closed now, latest first. */
  async list(): Promise<readonly ClosedPrefix[]> {
    const { database, now } = this.#options;
    const rows = await database.query<ClosedRow>(
      "SELECT * FROM closed_prefixes WHERE reopens_at > ? ORDER BY closed_at DESC, prefix, method",
      [now()],
    );
    return rows.map((row) => ({
      prefix: row.prefix,
      method: row.method as CodeMethod,
      closedAt: row.closed_at,
      reopensAt: row.reopens_at,
      sent: row.sent,
      entered: row.entered,
    }));
  }

  /** Opens a prefix for both methods, with nothing held against it. Resolves to whether it was closed. */
  async reopen(prefix: string): Promise<boolean> {
    const { database, now } = this.#options;
    return database.transaction(async (tx) => {
      await tx.lock(`pumping:${prefix}`);
      const closed = await tx.query(
        "SELECT method FROM closed_prefixes WHERE prefix = ? AND reopens_at > ?",
        [prefix, now()],
      );
      await tx.execute("DELETE FROM closed_prefixes WHERE prefix = ?", [prefix]);
      await forgetCodes(tx, prefix);
      return closed.length > 0;
    });
  }

  async #close(
    tx: Transaction,
    prefix: string,
    method: CodeMethod,
    { sent, entered }: { readonly sent: number; readonly entered: number },
    at: number,
  ): Promise<PumpingAlarm> {
    const { closeMs, maxCloseMs } = this.#options.policy;
    const times = ((await this.#row(tx, prefix, method))?.times ?? 0) + 1;
    const reopensAt = at + Math.min(maxCloseMs, closeMs * 2 ** Math.min(times - 1, 20));
    await tx.execute("DELETE FROM closed_prefixes WHERE prefix = ? AND method = ?", [prefix, method]);
    await tx.execute(
      `INSERT INTO closed_prefixes (prefix, method, closed_at, reopens_at, expires_at, times, sent, entered)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [prefix, method, at, reopensAt, reopensAt + maxCloseMs, times, sent, entered],
    );
    // It begins anew when it opens.
    await forgetCodes(tx, prefix, method);
    return { kind: "prefix-closed", prefix, method, sent, entered, reopensAt };
  }

  async #row(executor: Executor, prefix: string, method: CodeMethod): Promise<ClosedRow | undefined> {
    const [row] = await executor.query<ClosedRow>(
      "SELECT * FROM closed_prefixes WHERE prefix = ? AND method = ? AND expires_at > ?",
      [prefix, method, this.#options.now()],
    );
    return row;
  }

  #isNews(country: string, at: number): boolean {
    if (at < (this.#alarmed.get(country) ?? 0) + COUNTRY_ALARM_MS) return false;
    this.#alarmed.set(country, at);
    return true;
  }
}
