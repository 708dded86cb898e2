import { open } from "node:fs/promises";

/** Resolves when a folder's entries have survived a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
