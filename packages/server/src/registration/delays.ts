const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const DELAYS = [30 * SECOND, 2 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR];

/** Milliseconds to wait after the n-th wrong PIN in a row (n from 1): about ten tries in the 7 days a lock holds. */
export function pinDelay(failures: number): number {
  return DELAYS[failures - 1] ?? 24 * HOUR;
}

const RESEND = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE];

/** Milliseconds to wait after the n-th text of a registration (n from 1) before the next. */
export function resendDelay(sent: number): number {
  return RESEND[sent - 1] ?? 10 * MINUTE;
}
