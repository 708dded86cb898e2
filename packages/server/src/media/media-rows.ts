import { type Database, placeholders } from "@culver/storage";
import type { Principal } from "../ports.ts";

export type MediaState = "uploading" | "finished" | "gone";

export interface MediaRow {
  readonly id: string;
  /** Who may resume and delete; no account once it was deleted. */
  readonly account: string | null;
  readonly device: number;
  /** Octets of the whole upload. */
  readonly size: number;
  /** How long it is kept from the moment it is finished. */
  readonly keepMs: number;
  readonly state: MediaState;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

type Stored = {
  id: string;
  account: string | null;
  device: number;
  size: number;
  keep_ms: number;
  state: MediaState;
  expires_at: number;
};

/** The rows of uploads. Each call is durable when it resolves. */
export class MediaRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(id: string): Promise<MediaRow | undefined> {
    const [row] = await this.#database.query<Stored>(
      "SELECT id, account, device, size, keep_ms, state, expires_at FROM media WHERE id = ?",
      [id],
    );
    if (row === undefined) return undefined;
    const { keep_ms: keepMs, expires_at: expiresAt, ...rest } = row;
    return { ...rest, keepMs, expiresAt };
  }

  async begin(owner: Principal, row: Pick<MediaRow, "id" | "size" | "keepMs">, now: number, until: number) {
    await this.#database.execute(
      `INSERT INTO media (id, account, device, size, keep_ms, state, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, 'uploading', ?, ?)`,
      [row.id, owner.account, owner.device, row.size, row.keepMs, now, until],
    );
  }

  /** Once is enough: from then on it can be fetched. */
  async finish(id: string, until: number): Promise<void> {
    await this.#database.execute(
      "UPDATE media SET state = 'finished', expires_at = ? WHERE id = ? AND state = 'uploading'",
      [until, id],
    );
  }

  async forget(id: string): Promise<void> {
    await this.#database.execute("DELETE FROM media WHERE id = ?", [id]);
  }

  /** Those whose time is over; they answer that they are gone from here on. At most `limit`. */
  async expire(now: number, limit: number): Promise<readonly string[]> {
    const rows = await this.#database.query<{ id: string }>(
      `UPDATE media SET state = 'gone' WHERE id IN
       (SELECT id FROM media WHERE state IN ('uploading', 'finished') AND expires_at <= ? LIMIT ?)
       RETURNING id`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets what has been gone since before `before`. */
  forgetGone(before: number, limit: number): Promise<number> {
    return this.#database.execute(
      "DELETE FROM media WHERE id IN (SELECT id FROM media WHERE state = 'gone' AND expires_at <= ? LIMIT ?)",
      [before, limit],
    );
  }

  /** Which of these ids have a file by right. */
  async living(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#database.query<{ id: string }>(
      `SELECT id FROM media WHERE state IN ('uploading', 'finished') AND id IN (${placeholders(ids.length)})`,
      ids,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Ids that have a file by right, in order, behind `after`. */
  async livingFrom(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#database.query<{ id: string }>(
      "SELECT id FROM media WHERE state IN ('uploading', 'finished') AND id > ? ORDER BY id LIMIT ?",
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Marks as gone what has lost its file. */
  async lost(id: string): Promise<void> {
    await this.#database.execute("UPDATE media SET state = 'gone' WHERE id = ?", [id]);
  }
}
