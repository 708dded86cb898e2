const TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([+R-])$/;
const QUARTER_MS = 900_000;

/**
 * Milliseconds since 1970 of schedule_delivery_time or validity_period, absolute or relative to `now`
 * (SMPP 3.4 section 7.1.1); undefined when it is no such time. A relative year has 365 days, a month 30.
 */
export function parseSmppTime(text: string, now: number): number | undefined {
  const found = TIME.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0, quarters = 0] = found
    .slice(1, 9)
    .map(Number);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const clockMs = ((hour * 60 + minute) * 60 + second) * 1000 + tenth * 100;
  if (found[9] === "R") return now + (year * 365 + month * 30 + day) * 86_400_000 + clockMs;
  const midnight = new Date(Date.UTC(2000 + year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day || quarters > 48)
    return undefined;
  const offset = quarters * QUARTER_MS * (found[9] === "-" ? -1 : 1);
  return midnight.getTime() + clockMs - offset;
}

/** The absolute form, in UTC, as final_date is written (section 7.1.1.1). */
export function formatSmppTime(milliseconds: number): string {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, "");
  return `${digits.slice(2, 15)}00+`;
}
