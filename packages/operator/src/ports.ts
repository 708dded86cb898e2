/** Who gets no more texts. */
export interface Suppression {
  /** The phone, E.164. */
  readonly phone: string;
  /** Our number that it does not want to hear from; undefined: from none. */
  readonly from: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** How it came: the word STOP, or the operator. */
  readonly source: string;
}

/** The list of phones that have said STOP. */
export interface Suppressions {
  list(limit: number): Promise<readonly Suppression[]>;
  add(phone: string, from: string | undefined): Promise<void>;
  remove(phone: string, from: string | undefined): Promise<void>;
  /** The list as lines of JSON, whole. */
  export(): AsyncIterable<string>;
  /** Adds what `export` wrote, or a number a line. `refused`: numbers of lines that could not be read, from 1. */
  import(
    lines: Iterable<string>,
  ): Promise<{ readonly added: number; readonly present: number; readonly refused: readonly number[] }>;
}

/** A prefix that codes are not sent to for now, because hardly any were entered. */
export interface ClosedPrefix {
  readonly prefix: string;
  /** Milliseconds since 1970. */
  readonly closedAt: number;
  readonly reopensAt: number;
  readonly sent: number;
  readonly entered: number;
}

export interface ClosedPrefixes {
  list(): Promise<readonly ClosedPrefix[]>;
  reopen(prefix: string): Promise<void>;
}

/** Numbers of businesses: each belongs to the account that signs up with it. */
export interface BusinessNumbers {
  /** The number (E.164) can be signed up by whoever has the voucher, and texts to it go to that account. */
  vouch(number: string): Promise<{ readonly voucher: string; readonly expiresAt: number }>;
  list(): Promise<readonly string[]>;
  /** Texts to the number go to nobody in particular again. */
  release(number: string): Promise<void>;
}

/** The numbers that people write to phones from. */
export interface Pool {
  state(): Promise<{ readonly numbers: number; readonly pairs: number }>;
  /** Lets go of pairs unused since then (milliseconds since 1970); resolves to how many. */
  release(unusedSince: number): Promise<number>;
}
