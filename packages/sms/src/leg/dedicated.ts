import type { Database } from "@culver/storage";

/**
 * Numbers that belong to one account each, whatever phone writes to them: a business's own. Their account is the one that
 * has signed up with the number; it writes from it, to phones of people who have the app as well.
 */
export class DedicatedNumbers {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async has(number: string): Promise<boolean> {
    const rows = await this.#database.query("SELECT number FROM sms_dedicated WHERE number = ?", [number]);
    return rows.length > 0;
  }

  /** @param number E.164 */
  async add(number: string): Promise<void> {
    await this.#database.insertMany("sms_dedicated", ["number", "since"], [[number, this.#now()]], {
      onConflict: "ignore",
    });
  }

  async remove(number: string): Promise<void> {
    await this.#database.deleteMany("sms_dedicated", ["number"], [[number]]);
  }

  async list(): Promise<readonly string[]> {
    const rows = await this.#database.query<{ number: string }>(
      "SELECT number FROM sms_dedicated ORDER BY number",
    );
    return rows.map(({ number }) => number);
  }
}
