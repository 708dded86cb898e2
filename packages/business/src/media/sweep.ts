import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Database, placeholders } from "@culver/storage";
import type { MediaFolders } from "./folders.ts";

export interface SweepOptions {
  readonly database: Database;
  readonly folders: MediaFolders;
  readonly now: number;
  /** Younger files may be on their way to a row. */
  readonly strayMs: number;
}

const BATCH = 500;

/** Removes expired rows with their files, files without rows, rows without files, and what never became either. */
export async function sweepMedia(options: SweepOptions): Promise<void> {
  await removeExpired(options);
  await removeUploads(options);
  await removeStrayFiles(options);
  await removeEmptyRows(options);
  await removeOld(options.folders.incoming, options);
}

async function removeExpired({ database, folders, now }: SweepOptions): Promise<void> {
  for (;;) {
    const rows = await database.query<{ id: string }>(
      "SELECT id FROM business_media WHERE expires_at <= ? LIMIT ?",
      [now, BATCH],
    );
    await database.deleteMany(
      "business_media",
      ["id"],
      rows.map(({ id }) => [id]),
    );
    for (const { id } of rows) await rm(folders.fileOf(id), { force: true });
    if (rows.length < BATCH) return;
  }
}

async function removeUploads({ database, folders, now, strayMs }: SweepOptions): Promise<void> {
  const rows = await database.query<{ id: string }>(
    "SELECT id FROM business_uploads WHERE expires_at <= ? OR (handle IS NULL AND created_at <= ?)",
    [now, now - strayMs],
  );
  await database.deleteMany(
    "business_uploads",
    ["id"],
    rows.map(({ id }) => [id]),
  );
  for (const { id } of rows) await rm(join(folders.uploads, id), { force: true });
}

/** Goes through the shards, each of which is small. */
async function removeStrayFiles(options: SweepOptions): Promise<void> {
  const { database, folders } = options;
  for (const shard of await readdir(folders.files)) {
    const names = await readdir(join(folders.files, shard));
    for (let at = 0; at < names.length; at += BATCH) {
      const some = names.slice(at, at + BATCH);
      const rows = await database.query<{ id: string }>(
        `SELECT id FROM business_media WHERE id IN (${placeholders(some.length)})`,
        some,
      );
      const known = new Set(rows.map(({ id }) => id));
      for (const name of some) {
        if (!known.has(name)) await removeIfOld(join(folders.files, shard, name), options);
      }
    }
  }
}

async function removeEmptyRows({ database, folders }: SweepOptions): Promise<void> {
  // Nothing at all is a disk that is not mounted rather than files that are gone.
  if ((await readdir(folders.files)).length === 0) return;
  let last = "";
  for (;;) {
    const rows = await database.query<{ id: string }>(
      "SELECT id FROM business_media WHERE id > ? ORDER BY id LIMIT ?",
      [last, BATCH],
    );
    for (const { id } of rows) {
      last = id;
      if (!(await Bun.file(folders.fileOf(id)).exists())) {
        await database.execute("DELETE FROM business_media WHERE id = ?", [id]);
      }
    }
    if (rows.length < BATCH) return;
  }
}

async function removeOld(folder: string, options: SweepOptions): Promise<void> {
  for (const name of await readdir(folder)) await removeIfOld(join(folder, name), options);
}

async function removeIfOld(path: string, { now, strayMs }: SweepOptions): Promise<void> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
  if (now - mtimeMs >= strayMs) await rm(path, { force: true });
}
