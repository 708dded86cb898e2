import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** Where files are: `files/123/ID` by an id's last three digits, what is still coming in `incoming`, uploads in `uploads`. */
export interface MediaFolders {
  readonly files: string;
  readonly incoming: string;
  readonly uploads: string;
  /** A medium's place. */
  fileOf(id: string): string;
}

export async function openFolders(root: string): Promise<MediaFolders> {
  const [files, incoming, uploads] = [join(root, "files"), join(root, "incoming"), join(root, "uploads")];
  for (const folder of [files, incoming, uploads]) await mkdir(folder, { recursive: true, mode: 0o700 });
  return { files, incoming, uploads, fileOf: (id) => join(files, id.slice(-3), id) };
}
