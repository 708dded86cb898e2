import type { Database } from "@culver/storage";
import type { StoredMedia } from "../model/index.ts";

/** Why a file is kept: `profile` is a number's picture and `link` what a link led to. */
export type MediaOrigin = "upload" | "incoming" | "link" | "profile";

type MediaRow = {
  id: string;
  number: string;
  type: string;
  size: number;
  sha256: string;
  filename: string | null;
  expires_at: number;
};

const COLUMNS = ["id", "number", "type", "size", "sha256", "filename", "expires_at", "origin", "created_at"];

export async function insertMedia(
  database: Database,
  media: StoredMedia,
  origin: MediaOrigin,
  now: number,
): Promise<void> {
  const { id, number, type, size, sha256, filename, expiresAt } = media;
  await database.insertMany("business_media", COLUMNS, [
    [id, number, type, size, sha256, filename ?? null, expiresAt, origin, now],
  ]);
}

/** A file that has not expired. */
export async function findMedia(
  database: Database,
  id: string,
  now: number,
): Promise<StoredMedia | undefined> {
  const [row] = await database.query<MediaRow>(
    `SELECT id, number, type, size, sha256, filename, expires_at FROM business_media
     WHERE id = ? AND expires_at > ?`,
    [id, now],
  );
  return row && mediaOf(row);
}

export async function deleteMedia(database: Database, id: string): Promise<boolean> {
  return (await database.execute("DELETE FROM business_media WHERE id = ?", [id])) > 0;
}

/** Octets that a number's files take. */
export async function usedBytes(database: Database, number: string): Promise<number> {
  const [row] = await database.query<{ used: number | null }>(
    "SELECT CAST(SUM(size) AS BIGINT) AS used FROM business_media WHERE number = ?",
    [number],
  );
  return row?.used ?? 0;
}

const mediaOf = (row: MediaRow): StoredMedia => ({
  id: row.id,
  number: row.number,
  type: row.type,
  size: row.size,
  sha256: row.sha256,
  filename: row.filename ?? undefined,
  expiresAt: row.expires_at,
});
