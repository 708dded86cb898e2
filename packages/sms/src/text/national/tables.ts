/** Cells of a table by the septet they start at; the cells themselves are in the notation of `readCells`. */
export type Cells = Readonly<Record<number, string>>;

/** What TS 23.038 Annex A defines for one language. */
export interface NationalTables {
  /** National language identifier (section 6.2.1.2.4), as it stands in the user data header. */
  readonly identifier: number;
  /** Replaces the default alphabet (section A.3); all 128 positions in order. Spanish has none. */
  readonly locking?: string;
  /** Replaces the extension table (section A.2). */
  readonly single: Cells;
}
