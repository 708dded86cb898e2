import { type Database, placeholders } from "@culver/storage";

/** Phones in one statement: powers of two up to this, so that few statements are prepared. */
const MAX = 256;

interface Asked {
  readonly phone: string;
  readonly ours: string;
  readonly resolve: (isHeld: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Whether phones are on the list. What is asked in one turn of the event loop is one query. */
export class SuppressionLookup {
  readonly #database: Database;
  #asked: Asked[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  /** Whether `ours` may not write to `phone`, as the list is after this call. */
  has(phone: string, ours: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.#asked.length === 0) setImmediate(() => this.#askAll());
      this.#asked.push({ phone, ours, resolve, reject });
    });
  }

  #askAll(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (let start = 0; start < asked.length; start += MAX) void this.#ask(asked.slice(start, start + MAX));
  }

  async #ask(asked: readonly Asked[]): Promise<void> {
    const phones = asked.map(({ phone }) => phone);
    const length = 2 ** Math.ceil(Math.log2(phones.length));
    while (phones.length < length) phones.push(phones[0] ?? "");
    try {
      const rows = await this.#database.query<{ ours: string; phone: string }>(
        `SELECT ours, phone FROM sms_suppressions WHERE phone IN (${placeholders(length)})`,
        phones,
      );
      const held = new Set(rows.map(({ ours, phone }) => `${phone} ${ours}`));
      for (const { phone, ours, resolve } of asked) {
        resolve(held.size > 0 && (held.has(`${phone} `) || held.has(`${phone} ${ours}`)));
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
