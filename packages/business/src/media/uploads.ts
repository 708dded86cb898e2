import { randomBytes } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Database } from "@culver/storage";
import { GraphError } from "../graph/index.ts";
import type { MediaFolders } from "./folders.ts";
import type { MediaSettings } from "./settings.ts";
import { syncFolder } from "./sync-folder.ts";

/** A resumable upload (POST /{app-id}/uploads). */
export interface UploadSession {
  /** Without "upload:". */
  readonly id: string;
  readonly app: string;
  readonly type: string;
  readonly filename?: string | undefined;
  /** Octets in all. */
  readonly length: number;
  /** What templates and profiles name it by; there when all of it is here. */
  readonly handle?: string | undefined;
}

/** Files that come in pieces, and are named by a handle afterwards. */
export interface Uploads {
  begin(upload: Pick<UploadSession, "app" | "type" | "filename" | "length">): Promise<UploadSession>;
  find(id: string): Promise<UploadSession | undefined>;
  /** How many octets are here, flushed to disk. */
  offset(upload: UploadSession): Promise<number>;
  /**
   * Goes on at `offset`. What came is kept, also when the stream breaks off.
   * @throws GraphError 100 for another offset than the one that is reached, for more than the length, or while another goes on
   */
  append(
    upload: UploadSession,
    offset: number,
    body: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly handle?: string; readonly offset: number }>;
  /** The file of a handle, whole. */
  open(handle: string): Promise<{ readonly upload: UploadSession; readonly file: Blob } | undefined>;
}

type UploadRow = {
  id: string;
  app: string;
  type: string;
  filename: string | null;
  length: number;
  handle: string | null;
};

const SELECT = "SELECT id, app, type, filename, length, handle FROM business_uploads";

export function openUploads(options: {
  readonly database: Database;
  readonly folders: MediaFolders;
  readonly settings: Pick<MediaSettings, "uploadedMs">;
  readonly now: () => number;
}): Uploads {
  const { database, folders, settings, now } = options;
  const running = new Set<string>();
  const pathOf = ({ id }: { readonly id: string }) => join(folders.uploads, id);
  const one = async (column: "id" | "handle", key: string) => {
    const [row] = await database.query<UploadRow>(`${SELECT} WHERE ${column} = ? AND expires_at > ?`, [
      key,
      now(),
    ]);
    return row && uploadOf(row);
  };
  const offset = async (upload: UploadSession) =>
    (await stat(pathOf(upload)).catch(() => ({ size: 0 }))).size;

  async function finish(upload: UploadSession): Promise<string> {
    if (upload.handle !== undefined) return upload.handle;
    const handle = `4::${randomBytes(24).toString("base64url")}`;
    await database.execute("UPDATE business_uploads SET handle = ? WHERE id = ? AND handle IS NULL", [
      handle,
      upload.id,
    ]);
    return (await one("id", upload.id))?.handle ?? handle;
  }

  return {
    async begin({ app, type, filename, length }) {
      const id = randomBytes(24).toString("base64url");
      const columns = ["id", "app", "type", "filename", "length", "created_at", "expires_at"];
      const row = [id, app, type, filename ?? null, length, now(), now() + settings.uploadedMs];
      await database.insertMany("business_uploads", columns, [row]);
      return { id, app, type, filename, length };
    },
    find: (id) => one("id", id),
    offset,
    async append(upload, at, body) {
      if (running.has(upload.id)) throw wrong("This upload goes on in another request.");
      running.add(upload.id);
      try {
        const here = await offset(upload);
        if (at !== here) throw wrong(`The upload goes on at file_offset ${here}.`);
        const reached = await write(pathOf(upload), here, upload.length, body);
        return reached === upload.length
          ? { handle: await finish(upload), offset: reached }
          : { offset: reached };
      } finally {
        running.delete(upload.id);
      }
    },
    async open(handle) {
      const upload = await one("handle", handle);
      return upload && { upload, file: Bun.file(pathOf(upload)) };
    },
  };
}

/** Appends, and flushes whatever happens; resolves to the file's length. */
async function write(
  path: string,
  from: number,
  length: number,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  const handle = await open(path, "a", 0o600);
  let reached = from;
  try {
    for await (const chunk of body) {
      if (reached + chunk.length > length) throw wrong("The upload is longer than its file_length.");
      await handle.appendFile(chunk);
      reached += chunk.length;
    }
  } finally {
    await handle.sync();
    await handle.close();
    if (from === 0) await syncFolder(dirname(path));
  }
  return reached;
}

const wrong = (details: string): GraphError => new GraphError(100, { details });

const uploadOf = (row: UploadRow): UploadSession => ({
  id: row.id,
  app: row.app,
  type: row.type,
  filename: row.filename ?? undefined,
  length: row.length,
  handle: row.handle ?? undefined,
});
