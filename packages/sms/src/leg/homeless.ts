import type { Database } from "@culver/storage";

const DAY_MS = 24 * 60 * 60_000;

/** The account has no device that could take the text: the carrier is to keep it. */
export class NoDeviceError extends Error {
  override readonly name = "NoDeviceError";
}

/** Texts that nobody is there to take: refused for a while, since a device may come, and dropped after that. */
export class Homeless {
  readonly #database: Database;
  readonly #waitMs: number;
  readonly #now: () => number;

  constructor(database: Database, waitMs: number, now: () => number) {
    this.#database = database;
    this.#waitMs = waitMs;
    this.#now = now;
  }

  /** @throws NoDeviceError until the text has been refused for long enough. */
  async refuse(incoming: string): Promise<void> {
    const now = this.#now();
    const fresh = [[incoming, now]];
    await this.#database.insertMany("sms_homeless", ["incoming", "since"], fresh, { onConflict: "ignore" });
    const [row] = await this.#database.query<{ since: number }>(
      "SELECT since FROM sms_homeless WHERE incoming = ?",
      [incoming],
    );
    if (now - (row?.since ?? now) < this.#waitMs) {
      throw new NoDeviceError("the account has no device that could take the text");
    }
  }

  async expire(): Promise<number> {
    return this.#database.execute("DELETE FROM sms_homeless WHERE since < ?", [
      this.#now() - this.#waitMs - 7 * DAY_MS,
    ]);
  }
}
