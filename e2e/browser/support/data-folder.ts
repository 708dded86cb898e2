import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder, with its bytes. */
export function filesOf(folder: string): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}
