/** What the leg has done since the process started: plain numbers for metrics. */
export interface LegCounters {
  /** Texts taken from people. */
  taken: number;
  /** Sent again under an id that was known. */
  repeated: number;
  /** Texts not taken, by reason of the refusal. */
  readonly refused: Record<string, number>;
  /** Texts from phones in mailboxes. */
  delivered: number;
  /** Texts from phones that map to nobody. */
  unknown: number;
  /** Notices to such phones. */
  notices: number;
  /** Data, and texts for accounts that had no device for too long. */
  dropped: number;
  /** Texts that were words of the rules. */
  keywords: number;
  /** Words of what became of texts, told to devices. */
  statuses: number;
}

export function newLegCounters(): LegCounters {
  return {
    taken: 0,
    repeated: 0,
    refused: {},
    delivered: 0,
    unknown: 0,
    notices: 0,
    dropped: 0,
    keywords: 0,
    statuses: 0,
  };
}
