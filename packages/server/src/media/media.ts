import { join } from "node:path";
import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import type { RetentionTask } from "../operations/retention.ts";
import { mediaRetention } from "./media-retention.ts";
import { MediaRows } from "./media-rows.ts";
import { createUploads, type Uploads } from "./uploads.ts";

export const MEDIA_PATH = "/v1/media";

/** Encrypted files on their way from one device to others. */
export interface Media {
  readonly rows: MediaRows;
  readonly uploads: Uploads;
  readonly retention: readonly RetentionTask[];
  pathOf(id: string): string;
}

/** @param directory made if missing; nothing else may be kept there. */
export function createMedia(directory: string, database: Database, logger: Logger, now: () => number): Media {
  const rows = new MediaRows(database);
  return {
    rows,
    uploads: createUploads({ directory, rows, path: MEDIA_PATH, logger, now }),
    retention: mediaRetention(directory, rows),
    pathOf: (id) => join(directory, id),
  };
}
