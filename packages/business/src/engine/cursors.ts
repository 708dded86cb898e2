import type { Database } from "@culver/storage";
import { Lru } from "./lru.ts";

const CACHED = 100_000;

/** How far each conversation has been taken in. */
export class Cursors {
  readonly #database: Database;
  readonly #positions = new Lru<number>(CACHED);

  constructor(database: Database) {
    this.#database = database;
  }

  async get(number: string, conversation: string): Promise<number> {
    const key = `${number}/${conversation}`;
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const [row] = await this.#database.query<{ position: number }>(
      "SELECT position FROM business_cursors WHERE number = ? AND conversation = ?",
      [number, conversation],
    );
    const position = row?.position ?? 0;
    this.#positions.set(key, position);
    return position;
  }

  /** It is committed. */
  moved(number: string, conversation: string, position: number): void {
    this.#positions.set(`${number}/${conversation}`, position);
  }
}
