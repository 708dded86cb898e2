import type { Database, Executor } from "@culver/storage";
import { parseSuppression, type Suppression, type SuppressionRow, suppressionOf } from "./suppression.ts";

const PAGE = 500;

export interface ImportResult {
  readonly added: number;
  /** On the list before. */
  readonly present: number;
  /** Line numbers, from 1, of what could not be read. */
  readonly refused: readonly number[];
}

/** The list of phones that get no texts. Every change is durable when its promise resolves. */
export class Suppressions {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** Resolves to whether it is new; one that is there keeps its time and source. */
  async add(
    { ours = "", phone, source = "operator", since }: Partial<Suppression> & Pick<Suppression, "phone">,
    executor: Executor = this.#database,
  ): Promise<boolean> {
    const row = [ours, phone, since ?? this.#now(), source];
    const columns = ["ours", "phone", "since", "source"];
    const added = await executor.insertMany("sms_suppressions", columns, [row], { onConflict: "ignore" });
    return added > 0;
  }

  /** Resolves to whether there was one. `ours` "" takes away what holds for all of our numbers, and that alone. */
  async remove(phone: string, ours = "", executor: Executor = this.#database): Promise<boolean> {
    return (await executor.deleteMany("sms_suppressions", ["phone", "ours"], [[phone, ours]])) > 0;
  }

  /** What keeps `ours` from writing to `phone`, the narrower first. */
  async of(phone: string, ours: string, executor: Executor = this.#database): Promise<Suppression[]> {
    const rows = await executor.query<SuppressionRow>(
      `SELECT ours, phone, since, source FROM sms_suppressions WHERE phone = ? AND ours IN (?, '')
       ORDER BY ours DESC`,
      [phone, ours],
    );
    return rows.map(suppressionOf);
  }

  /** In the order of phones; `after`: the last of the page before. At most 500. */
  async list(after?: Pick<Suppression, "phone" | "ours">): Promise<Suppression[]> {
    const { phone = "", ours = "" } = after ?? {};
    const rows = await this.#database.query<SuppressionRow>(
      `SELECT ours, phone, since, source FROM sms_suppressions
       WHERE phone > ? OR (phone = ? AND ours > ?) ORDER BY phone, ours LIMIT ${PAGE}`,
      [phone, phone, ours],
    );
    return rows.map(suppressionOf);
  }

  /** The whole list, a JSON object a line, to be kept or imported elsewhere. It holds numbers. */
  async *export(): AsyncGenerator<string> {
    let page = await this.list();
    while (page.length > 0) {
      for (const suppression of page) yield `${JSON.stringify(suppression)}\n`;
      page = await this.list(page.at(-1));
    }
  }

  /** Adds what `export` wrote, or a number a line. Empty lines are skipped; a line that makes no sense is reported. */
  async import(lines: Iterable<string> | AsyncIterable<string>): Promise<ImportResult> {
    const refused: number[] = [];
    let [added, present, number] = [0, 0, 0];
    let batch: Suppression[] = [];
    const store = async () => {
      const rows = batch.map(({ ours, phone, since, source }) => [ours, phone, since, source]);
      const columns = ["ours", "phone", "since", "source"];
      const fresh = await this.#database.insertNew("sms_suppressions", columns, rows, ["phone", "ours"]);
      added += fresh.filter(Boolean).length;
      present += fresh.filter((isNew) => !isNew).length;
      batch = [];
    };
    for await (const line of lines) {
      number++;
      if (line.trim() === "") continue;
      const suppression = parseSuppression(line, this.#now());
      if (suppression === undefined) refused.push(number);
      else batch.push(suppression);
      if (batch.length >= PAGE) await store();
    }
    if (batch.length > 0) await store();
    return { added, present, refused };
  }
}
