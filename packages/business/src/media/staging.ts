import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tooLarge } from "./refusals.ts";
import { HEAD_BYTES } from "./sniff.ts";
import { syncFolder } from "./sync-folder.ts";

/** A file that is all here, flushed to disk, and nobody's yet: gone when it is disposed of without having been moved. */
export interface StagedFile extends AsyncDisposable {
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The first octets. */
  readonly head: Uint8Array;
  /** Gives it its place; survives a loss of power from then on. */
  moveTo(path: string): Promise<void>;
}

/** A file that is being written. */
export interface Staging extends AsyncDisposable {
  /** @throws GraphError 131053 beyond the limit, before more is written. */
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<StagedFile>;
}

/** Begins a file in `folder` of at most `maxBytes`. Only a chunk at a time is in memory. */
async function beginFile(folder: string, maxBytes: number): Promise<Staging> {
  const path = join(folder, randomUUID());
  const handle = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  const head = new Uint8Array(HEAD_BYTES);
  let size = 0;
  let isOpen = true;
  let isMoved = false;

  async function drop(): Promise<void> {
    if (isOpen) await handle.close();
    isOpen = false;
    if (!isMoved) await rm(path, { force: true });
  }

  return {
    async write(chunk) {
      if (size + chunk.length > maxBytes) throw tooLarge(maxBytes);
      if (size < HEAD_BYTES) head.set(chunk.subarray(0, HEAD_BYTES - size), size);
      size += chunk.length;
      hash.update(chunk);
      for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
    },
    async finish() {
      await handle.sync();
      await handle.close();
      isOpen = false;
      return {
        size,
        sha256: hash.digest("hex"),
        head: head.subarray(0, Math.min(size, HEAD_BYTES)),
        async moveTo(place) {
          await moveInto(path, place);
          isMoved = true;
        },
        [Symbol.asyncDispose]: drop,
      };
    },
    [Symbol.asyncDispose]: async () => {
      if (isOpen) await drop();
    },
  };
}

/** Takes a whole body in. @throws GraphError 131053 beyond `maxBytes` */
export async function stageFile(
  folder: string,
  body: AsyncIterable<Uint8Array> | Uint8Array,
  maxBytes: number,
): Promise<StagedFile> {
  await using staging = await beginFile(folder, maxBytes);
  if (body instanceof Uint8Array) await staging.write(body);
  else for await (const chunk of body) await staging.write(chunk);
  return await staging.finish();
}

async function moveInto(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  const made = await mkdir(folder, { recursive: true });
  await rename(from, to);
  await syncFolder(folder);
  if (made !== undefined) await syncFolder(dirname(made));
}
