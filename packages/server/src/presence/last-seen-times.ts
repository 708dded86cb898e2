import type { Database } from "@culver/storage";

/** Times kept in memory at once, beyond those not yet written. */
const MAX_CACHED = 50_000;

/** When each account was last looking at the app. Written in the background: losing a few seconds of it hurts nobody. */
export class LastSeenTimes {
  readonly #database: Database;
  readonly #times = new Map<string, number | undefined>();
  #unwritten = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  set(account: string, at: number): void {
    if (this.#times.size >= MAX_CACHED) this.#times.clear();
    this.#times.set(account, at);
    this.#unwritten.set(account, at);
  }

  /** Unix ms, undefined when it is not known. */
  async get(account: string): Promise<number | undefined> {
    const pending = this.#unwritten.get(account);
    if (pending !== undefined) return pending;
    if (this.#times.has(account)) return this.#times.get(account);
    const [row] = await this.#database.query<{ seen_at: number }>(
      "SELECT seen_at FROM last_seen WHERE account = ?",
      [account],
    );
    const at = this.#unwritten.get(account) ?? row?.seen_at;
    if (this.#times.size >= MAX_CACHED) this.#times.clear();
    this.#times.set(account, at);
    return at;
  }

  /** Writes what has changed, in one transaction. */
  async flush(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    const batch = this.#unwritten;
    this.#unwritten = new Map();
    try {
      await this.#database.transaction(async (tx) => {
        for (const [account, at] of batch) {
          await tx.execute(
            `INSERT INTO last_seen (account, seen_at) VALUES (?, ?)
             ON CONFLICT (account) DO UPDATE SET seen_at = excluded.seen_at`,
            [account, at],
          );
        }
      });
    } catch (error) {
      this.#unwritten = new Map([...batch, ...this.#unwritten]);
      throw error;
    }
  }
}
