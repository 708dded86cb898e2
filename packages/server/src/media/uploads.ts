import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type Configstore, FileStore } from "@tus/file-store";
import { DataStore, ERRORS, MemoryLocker, Server, Upload } from "@tus/server";
import type { Logger } from "pino";
import type { Principal } from "../ports.ts";
import { newMediaId } from "./media-id.ts";
import type { MediaRows } from "./media-rows.ts";
import { MAX_UPLOAD_BYTES, UNFINISHED_MS } from "./media-terms.ts";
import { syncToDisk } from "./sync-to-disk.ts";

export interface UploadsOptions {
  readonly directory: string;
  readonly rows: MediaRows;
  /** Where uploads are created, for example `/v1/media`. */
  readonly path: string;
  readonly logger: Logger;
  readonly now: () => number;
}

/** Uploads by tus 1.0: creation, termination, expiration. */
export interface Uploads {
  /**
   * Answers a tus request of a device that has been authenticated and, but for a creation, owns the upload.
   * @param id of that upload; undefined for a creation.
   * @param keepMs how long what it creates is kept.
   */
  answer(request: Request, owner: Principal, id: string | undefined, keepMs: number): Promise<Response>;
}

export function createUploads(options: UploadsOptions): Uploads {
  const { directory, path, logger } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = new FileStore({ directory, configstore: NO_SIDE_FILES });
  const locker = new MemoryLocker();
  return {
    answer: async (request, owner, id, keepMs) => {
      const server = new Server({
        path,
        datastore: new OwnedUploads(options, files, owner, keepMs),
        locker,
        maxSize: MAX_UPLOAD_BYTES,
        relativeLocation: true,
        allowedOrigins: [],
        namingFunction: newMediaId,
        // By itself it would look at the whole address, where a query can end like another upload's.
        getFileIdFromRequest: () => id,
        onResponseError: async (_, error) => {
          if ("status_code" in error && typeof error.status_code === "number") return undefined;
          logger.error({ err: error }, "upload failed");
          return { status_code: 500, body: "Something went wrong on the server.\n" };
        },
      });
      return server.handleWeb(request);
    },
  };
}

/** What an upload is stands in its row. */
const NO_SIDE_FILES: Configstore = {
  get: async () => undefined,
  set: async () => {},
  delete: async () => {},
};

/**
 * The uploads of one device. What a request has been told is on disk: a PATCH is answered after its bytes, and the last
 * one after the row says that the upload is finished.
 */
class OwnedUploads extends DataStore {
  readonly #options: UploadsOptions;
  readonly #files: FileStore;
  readonly #owner: Principal;
  readonly #keepMs: number;

  constructor(options: UploadsOptions, files: FileStore, owner: Principal, keepMs: number) {
    super();
    this.#options = options;
    this.#files = files;
    this.#owner = owner;
    this.#keepMs = keepMs;
    this.extensions = ["creation", "termination", "expiration"];
  }

  /** The file first: a file without a row is swept away, a row without a file would be a promise. */
  override async create(upload: Upload): Promise<Upload> {
    const { directory, rows, now } = this.#options;
    const created = await this.#files.create(upload);
    await syncToDisk(directory);
    const row = { id: upload.id, size: upload.size ?? 0, keepMs: this.#keepMs };
    await rows.begin(this.#owner, row, now(), now() + UNFINISHED_MS);
    return created;
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const written = await this.#files.write(stream, id, offset);
    await syncToDisk(this.#pathOf(id));
    const row = await this.#options.rows.find(id);
    if (row?.state === "uploading" && written >= row.size) await this.#finish(id, row.keepMs);
    return written;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#options.rows.find(id);
    if (row?.account !== this.#owner.account || row.device !== this.#owner.device)
      throw ERRORS.FILE_NOT_FOUND;
    const file = Bun.file(this.#pathOf(id));
    if (row.state === "gone" || !(await file.exists())) throw ERRORS.FILE_NO_LONGER_EXISTS;
    const offset = file.size;
    // All bytes are here, but whoever wrote the last was killed before the row said so.
    if (row.state === "uploading" && offset >= row.size) {
      await syncToDisk(this.#pathOf(id));
      await this.#finish(id, row.keepMs);
    }
    const creation_date = new Date(row.expiresAt - UNFINISHED_MS).toISOString();
    return new Upload({ id, size: row.size, offset, creation_date });
  }

  /** The row first: nobody is sent to a file that is no more. */
  override async remove(id: string): Promise<void> {
    await this.#options.rows.forget(id);
    await this.#files.remove(id).catch((error: unknown) => {
      if (error !== ERRORS.FILE_NOT_FOUND) throw error;
    });
  }

  override getExpiration(): number {
    return UNFINISHED_MS;
  }

  #finish(id: string, keepMs: number): Promise<void> {
    return this.#options.rows.finish(id, this.#options.now() + keepMs);
  }

  #pathOf(id: string): string {
    return join(this.#options.directory, id);
  }
}
