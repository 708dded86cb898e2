import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { TemporaryFolder } from "../temporary-folder.ts";

const SYNCS = 50;

/** What figures depend on, in a line, without a name of the machine. */
export async function machineLine(): Promise<string> {
  const memory = Math.round(totalmem() / 2 ** 30);
  const sync = (await medianSync()).toFixed(2);
  const model = cpus()[0]?.model.trim() ?? "unknown CPU";
  return `${availableParallelism()} cores (${model}), ${memory} GiB, ${type()} ${release()}, Bun ${Bun.version}, fdatasync ${sync} ms`;
}

/** Milliseconds one small synchronous write takes where the bench keeps its database. */
async function medianSync(): Promise<number> {
  await using folder = await TemporaryFolder.create();
  const file = openSync(join(folder.path, "sync"), "w");
  const times: number[] = [];
  for (let i = 0; i < SYNCS; i++) {
    const start = performance.now();
    writeSync(file, new Uint8Array(4096));
    fdatasyncSync(file);
    times.push(performance.now() - start);
  }
  closeSync(file);
  times.sort((a, b) => a - b);
  return times[SYNCS / 2] ?? Number.NaN;
}
