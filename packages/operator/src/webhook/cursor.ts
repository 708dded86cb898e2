import { createHash } from "node:crypto";
import type { StoredReceipt } from "@culver/sms";
import type { Database } from "@culver/storage";

/** A place in the stream of receipts: a time, and which receipts of that very time are done. */
export interface Cursor {
  readonly until: number;
  readonly done: ReadonlySet<string>;
}

/** Names a receipt; the receiver can tell by it what it has had. */
export function receiptKey({ id, part, state, at }: StoredReceipt): string {
  return `${id}/${part}/${state}/${at}`;
}

/** The place behind these receipts, which are in order of time. */
export function advance(cursor: Cursor, receipts: readonly StoredReceipt[]): Cursor {
  const until = receipts.at(-1)?.at ?? cursor.until;
  const keys = receipts.filter(({ at }) => at === until).map(receiptKey);
  return { until, done: new Set(until === cursor.until ? [...cursor.done, ...keys] : keys) };
}

/** Where one webhook stands, in the database: it goes on there after a restart. */
export class StoredCursor {
  readonly #database: Database;
  readonly #key: string;

  constructor(database: Database, url: string) {
    this.#database = database;
    this.#key = createHash("sha256").update(url, "utf8").digest("hex");
  }

  /** A new webhook begins with what comes from `now` on. */
  async load(now: number): Promise<Cursor> {
    const [row] = await this.#database.query<{ sent_until: number; sent_then: string }>(
      "SELECT sent_until, sent_then FROM operator_receipt_webhook WHERE url_hash = ?",
      [this.#key],
    );
    if (row !== undefined) return { until: row.sent_until, done: new Set(row.sent_then.split("\n")) };
    const fresh = { until: now, done: new Set<string>() };
    const values = [this.#key, now, ""];
    await this.#database.insertMany(
      "operator_receipt_webhook",
      ["url_hash", "sent_until", "sent_then"],
      [values],
      {
        onConflict: "ignore",
      },
    );
    return fresh;
  }

  async save(cursor: Cursor): Promise<void> {
    await this.#database.execute(
      "UPDATE operator_receipt_webhook SET sent_until = ?, sent_then = ? WHERE url_hash = ?",
      [cursor.until, [...cursor.done].join("\n"), this.#key],
    );
  }
}
