import type { MediaKind } from "./types.ts";

/** Times in milliseconds, sizes in octets; every one a setting (section 3). */
export interface MediaSettings {
  /** How long what was uploaded is kept. Default 30 days. */
  readonly uploadedMs: number;
  /** How long what customers sent is kept. Default 7 days. */
  readonly incomingMs: number;
  /** How long an address of a file is good. Default 5 minutes. */
  readonly urlMs: number;
  /** How long a file that was fetched by link is sent again without fetching. Default 10 minutes. */
  readonly linkMs: number;
  /** How long one fetch by link may take. Default a minute. */
  readonly fetchMs: number;
  /** Fetches by link at once. Default 16. */
  readonly fetches: number;
  /** Fetches by link at once for one number, so that slow hosts of one business hold up no other. Default 3. */
  readonly fetchesPerNumber: number;
  readonly maxBytes: Readonly<Record<MediaKind, number>>;
  /** A sticker that does not move. Default 100 KiB. */
  readonly staticStickerBytes: number;
  /** What a customer sends, whatever it is. Default 100 MiB. */
  readonly incomingBytes: number;
  /** All files of one number together; 0: no limit. */
  readonly quotaBytes: number;
  /** How often expired and stray files are looked for. Default an hour. */
  readonly sweepMs: number;
  /** A file without a row, or an upload that does not go on, is stray after so long. Default a day. */
  readonly strayMs: number;
}

const KIB = 1_024;
const MIB = KIB * KIB;
const DAY_MS = 86_400_000;

export const defaultMediaSettings: MediaSettings = {
  uploadedMs: 30 * DAY_MS,
  incomingMs: 7 * DAY_MS,
  urlMs: 300_000,
  linkMs: 600_000,
  fetchMs: 60_000,
  fetches: 16,
  fetchesPerNumber: 3,
  maxBytes: { image: 5 * MIB, video: 16 * MIB, audio: 16 * MIB, document: 100 * MIB, sticker: 500 * KIB },
  staticStickerBytes: 100 * KIB,
  incomingBytes: 100 * MIB,
  quotaBytes: 0,
  sweepMs: 3_600_000,
  strayMs: DAY_MS,
};
