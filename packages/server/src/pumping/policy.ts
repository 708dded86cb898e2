const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When codes to a prefix look like SMS pumping: many asked for, hardly any entered. Times in milliseconds. */
export interface PumpingPolicy {
  /** What is older is not looked at. */
  readonly windowMs: number;
  /** A code younger than that may still be entered. */
  readonly graceMs: number;
  /** Fewer codes than that, of those past their grace, prove nothing. */
  readonly floor: number;
  /** So many at once, their grace notwithstanding, do. */
  readonly burst: number;
  /** Entered for each sent: below it is bad. */
  readonly minRatio: number;
  /** How long a prefix is closed for the first time; each time again it is twice as long. */
  readonly closeMs: number;
  readonly maxCloseMs: number;
  /** A country is reported, never closed, from so many codes on. */
  readonly countryFloor: number;
}

export const DEFAULT_PUMPING: PumpingPolicy = {
  windowMs: 24 * HOUR,
  graceMs: 10 * MINUTE,
  floor: 20,
  burst: 60,
  minRatio: 0.2,
  closeMs: HOUR,
  maxCloseMs: 24 * HOUR,
  countryFloor: 100,
};

/** Closes nothing: for the sandbox, where a code costs nothing and everybody shares a prefix. */
export const NO_PUMPING: PumpingPolicy = {
  ...DEFAULT_PUMPING,
  floor: Number.POSITIVE_INFINITY,
  burst: Number.POSITIVE_INFINITY,
  countryFloor: Number.POSITIVE_INFINITY,
};

/** Codes over the window. */
export interface CodeCounts {
  readonly sent: number;
  /** Of `sent`, those past their grace. */
  readonly settled: number;
  readonly entered: number;
}

export function looksPumped({ sent, settled, entered }: CodeCounts, policy: PumpingPolicy): boolean {
  return isBad(settled, entered, policy.floor, policy) || isBad(sent, entered, policy.burst, policy);
}

export function isBad(sent: number, entered: number, floor: number, { minRatio }: PumpingPolicy): boolean {
  return sent >= floor && entered < sent * minRatio;
}
