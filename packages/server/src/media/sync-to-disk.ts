import { open } from "node:fs/promises";

/** Resolves when a file's bytes, or a folder's entries, have survived a loss of power. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
