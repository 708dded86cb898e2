import type { Database, Executor, Transaction } from "@culver/storage";

const DAY_MS = 24 * 60 * 60_000;

/** Whose chat a phone is in when it writes to a number of the pool. */
export interface Pair {
  /** Of the pool. */
  readonly number: string;
  readonly phone: string;
  readonly account: string;
  readonly generation: number;
}

/** An account with what tells its owners apart. */
export type Owner = Pick<Pair, "account" | "generation">;

type PairRow = { number: string; phone: string; account: string; generation: number; used_at: number };

const COLUMNS = "number, phone, account, generation, used_at";

/**
 * Which account speaks to which phone from which number of the pool. A number and a phone belong to one account and
 * are never given to another: a pair ends by the operator's hand alone, even when its account is gone.
 */
export class Pairs {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Makes the pool what the configuration says. Numbers that are out of it keep their pairs and get no new ones. */
  async configure(pool: readonly string[]): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await tx.lock("sms-pool");
      const rows = pool.map((number) => [number, 1, 0]);
      await tx.insertMany("sms_pool", ["number", "active", "pairs"], rows, { onConflict: "ignore" });
      const wanted = new Set(pool);
      const stored = await tx.query<{ number: string; active: number }>(
        "SELECT number, active FROM sms_pool",
      );
      for (const { number, active } of stored) {
        const isWanted = wanted.has(number) ? 1 : 0;
        if (isWanted !== active) {
          await tx.execute("UPDATE sms_pool SET active = ? WHERE number = ?", [isWanted, number]);
        }
      }
    });
  }

  /** Whether the number is or was of the pool, or belongs to one account: no phone. */
  async isOurs(number: string): Promise<boolean> {
    const rows = await this.#database.query(
      "SELECT number FROM sms_pool WHERE number = ? UNION SELECT number FROM sms_dedicated WHERE number = ?",
      [number, number],
    );
    return rows.length > 0;
  }

  async find(number: string, phone: string): Promise<Pair | undefined> {
    const [row] = await this.#database.query<PairRow>(
      `SELECT ${COLUMNS} FROM sms_pairs WHERE phone = ? AND number = ?`,
      [phone, number],
    );
    if (row !== undefined) await this.#used(row);
    return row;
  }

  /** The number that the account writes to this phone from. */
  async numberFor(
    owner: Owner,
    phone: string,
    executor: Executor = this.#database,
  ): Promise<string | undefined> {
    return (await this.#of(owner, phone, executor))?.number;
  }

  /** The locks that `assign` needs, to be taken before. */
  static lockOf(phone: string): string {
    return `sms-pair:${phone}`;
  }

  /**
   * The number that the account writes to this phone from, chosen now when it has not been: one that the account uses
   * with other phones, or else the one with the fewest pairs. Undefined when every number is taken for this phone.
   * Within `tx`, which holds `lockOf(phone)`.
   */
  async assign(tx: Transaction, owner: Owner, phone: string): Promise<string | undefined> {
    const known = await this.#of(owner, phone, tx);
    if (known !== undefined) {
      await this.#used(known, tx);
      return known.number;
    }
    const number = (await ownNumber(tx, owner, phone)) ?? (await leastUsed(tx, phone));
    if (number === undefined) return undefined;
    const now = this.#now();
    await tx.insertMany(
      "sms_pairs",
      ["number", "phone", "account", "generation", "created_at", "used_at"],
      [[number, phone, owner.account, owner.generation, now, now]],
    );
    await tx.execute("UPDATE sms_pool SET pairs = pairs + 1 WHERE number = ?", [number]);
    return number;
  }

  /** The operator lets go of pairs that nobody has used since a time; resolves to how many. */
  async release(unusedSince: number): Promise<number> {
    return this.#database.transaction(async (tx) => {
      await tx.lock("sms-pool");
      const gone = await tx.query<{ number: string }>(
        "DELETE FROM sms_pairs WHERE used_at < ? RETURNING number",
        [unusedSince],
      );
      const counts = new Map<string, number>();
      for (const { number } of gone) counts.set(number, (counts.get(number) ?? 0) + 1);
      for (const [number, count] of [...counts].sort()) {
        await tx.execute("UPDATE sms_pool SET pairs = pairs - ? WHERE number = ?", [count, number]);
      }
      return gone.length;
    });
  }

  /** Numbers in the configuration, and pairs in all. */
  async size(): Promise<{ readonly numbers: number; readonly pairs: number }> {
    const [row] = await this.#database.query<{ numbers: number; pairs: number }>(
      `SELECT CAST(COALESCE(SUM(active), 0) AS BIGINT) AS numbers, CAST(COALESCE(SUM(pairs), 0) AS BIGINT) AS pairs
       FROM sms_pool`,
    );
    return row ?? { numbers: 0, pairs: 0 };
  }

  async #of({ account, generation }: Owner, phone: string, executor: Executor): Promise<PairRow | undefined> {
    const [row] = await executor.query<PairRow>(
      `SELECT ${COLUMNS} FROM sms_pairs WHERE account = ? AND generation = ? AND phone = ?`,
      [account, generation, phone],
    );
    return row;
  }

  /** To the day: a chat that is used writes one row a day. */
  async #used({ phone, number, used_at }: PairRow, executor: Executor = this.#database): Promise<void> {
    const now = this.#now();
    if (now - used_at < DAY_MS) return;
    await executor.execute("UPDATE sms_pairs SET used_at = ? WHERE phone = ? AND number = ?", [
      now,
      phone,
      number,
    ]);
  }
}

/** What a phone writes to a dedicated number goes to that number's account alone. */
const FREE = "NOT IN (SELECT number FROM sms_pairs WHERE phone = ? UNION SELECT number FROM sms_dedicated)";

async function ownNumber(tx: Executor, owner: Owner, phone: string): Promise<string | undefined> {
  const [row] = await tx.query<{ number: string }>(
    `SELECT p.number AS number, COUNT(*) AS n FROM sms_pairs p JOIN sms_pool q ON q.number = p.number
     WHERE p.account = ? AND p.generation = ? AND q.active = 1 AND p.number ${FREE}
     GROUP BY p.number ORDER BY n DESC, p.number LIMIT 1`,
    [owner.account, owner.generation, phone],
  );
  return row?.number;
}

async function leastUsed(tx: Executor, phone: string): Promise<string | undefined> {
  const [row] = await tx.query<{ number: string }>(
    `SELECT number FROM sms_pool WHERE active = 1 AND number ${FREE} ORDER BY pairs, number LIMIT 1`,
    [phone],
  );
  return row?.number;
}
