import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RetentionTask } from "../operations/retention.ts";
import type { MediaRows } from "./media-rows.ts";
import { GONE_MS, STRAY_MS } from "./media-terms.ts";

const AT_ONCE = 200;

/** Deletes what has expired, and what a crash has left: files without a row, rows without a file. */
export function mediaRetention(directory: string, rows: MediaRows): RetentionTask[] {
  return [
    { name: "media", run: (now) => expire(directory, rows, now) },
    { name: "media-strays", run: (now) => strays(directory, rows, now) },
    { name: "media-without-file", run: () => withoutFile(directory, rows) },
  ];
}

/** Rows first: a crash in between leaves a file without a row, which is a stray. */
async function expire(directory: string, rows: MediaRows, now: number): Promise<number> {
  const gone = await rows.expire(now, AT_ONCE);
  for (const id of gone) await rm(join(directory, id), { force: true });
  return gone.length + (await rows.forgetGone(now - GONE_MS, AT_ONCE));
}

async function strays(directory: string, rows: MediaRows, now: number): Promise<number> {
  const names = await readdir(directory);
  let deleted = 0;
  for (let first = 0; first < names.length; first += AT_ONCE) {
    const some = names.slice(first, first + AT_ONCE);
    const living = await rows.living(some);
    for (const name of some) {
      if (living.has(name) || (await changedAt(join(directory, name))) > now - STRAY_MS) continue;
      await rm(join(directory, name), { force: true });
      deleted++;
    }
  }
  return deleted;
}

async function withoutFile(directory: string, rows: MediaRows): Promise<number> {
  let marked = 0;
  let after = "";
  for (;;) {
    const ids = await rows.livingFrom(after, AT_ONCE);
    for (const id of ids) {
      if (await Bun.file(join(directory, id)).exists()) continue;
      await rows.lost(id);
      marked++;
    }
    const last = ids.at(-1);
    if (last === undefined) return marked;
    after = last;
  }
}

async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
