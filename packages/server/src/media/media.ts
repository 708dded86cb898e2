import { join } from "node:path";
import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import type { RetentionTask } from "../operations/retention.ts";
import { mediaRetention } from "./media-retention.ts";
import { MediaRows } from "./media-rows.ts";
import { KEEP_DAYS } from "./media-terms.ts";
import { createUploads, type Uploads } from "./uploads.ts";

export const MEDIA_PATH = "/v1/media";

/** Encrypted files on their way from one device to others. */
export interface Media {
  readonly rows: MediaRows;
  readonly uploads: Uploads;
  /** How long a file is kept at most. */
  readonly days: number;
  readonly retention: readonly RetentionTask[];
  pathOf(id: string): string;
}

export interface MediaOptions {
  /** Made if missing; nothing else may be kept there. */
  readonly directory: string;
  /** How long a file is kept at most. */
  readonly days?: number | undefined;
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => number;
}

export function createMedia({ directory, days = KEEP_DAYS, database, logger, now }: MediaOptions): Media {
  const rows = new MediaRows(database);
  return {
    rows,
    days,
    uploads: createUploads({ directory, rows, path: MEDIA_PATH, logger, now }),
    retention: mediaRetention(directory, rows),
    pathOf: (id) => join(directory, id),
  };
}
