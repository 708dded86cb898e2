const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Octets of the largest upload: a file of 100 MiB, encrypted (docs/protocol.md, "Media"). */
export const MAX_UPLOAD_BYTES = 104_883_200;

/** How long a finished upload is kept where the operator says nothing, and the longest that its owner may ask for. */
export const KEEP_DAYS = 30;
export const MIN_KEEP_DAYS = 1;

export function keepMs(days: number): number {
  return days * DAY_MS;
}

/** An upload that is not finished by then is given up. */
export const UNFINISHED_MS = 3 * DAY_MS;

/** How long an id answers that its file is gone, before it is forgotten. */
export const GONE_MS = 30 * DAY_MS;

/** A file without a row is younger than this only while it is being made. */
export const STRAY_MS = HOUR_MS;
