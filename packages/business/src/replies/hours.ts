import type { OpeningHours } from "../inbox-api.ts";

const DAY = 1_440;
const WEEK = 7 * DAY;
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** A place in the week as the clock on the wall shows it. */
export interface WallTime {
  /** Sunday is 0. */
  readonly day: number;
  /** After midnight. */
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that is not known */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, format);
  return format;
}

export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(timeZone)) return false;
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** @param at milliseconds since 1970 */
export function wallTimeOf(at: number, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: DAYS.indexOf(parts.get("weekday") ?? ""),
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

/**
 * Whether somebody is there. Hours are those of the clock on the wall: where it is put forward or back, they move with
 * it. A span whose end is not after its beginning ends on the next day.
 */
export function isOpen({ timeZone, days }: OpeningHours, at: number): boolean {
  const { day, minute } = wallTimeOf(at, timeZone);
  const isToday = days[day]?.some(({ from, to }) => minute >= from && (to <= from || minute < to));
  const isFromYesterday = days[(day + 6) % 7]?.some(({ from, to }) => to <= from && minute < to);
  return isToday === true || isFromYesterday === true;
}

/** What is wrong with opening hours, as a sentence; undefined when nothing is. */
export function hoursFault({ timeZone, days }: OpeningHours): string | undefined {
  if (!isTimeZone(timeZone)) {
    return `There is no time zone "${timeZone.slice(0, 64)}": choose one such as Europe/Berlin.`;
  }
  const spans: { from: number; to: number; day: number }[] = [];
  for (const [day, open] of days.entries()) {
    for (const { from, to } of open) {
      if (from < 0 || from >= DAY || to < 0 || to > DAY) {
        return `The hours on ${DAYS[day]} must be from 0:00 to 24:00.`;
      }
      if (from === to) {
        return `The hours on ${DAYS[day]} end when they begin, at ${clock(from)}. For the whole day write 0:00 to 24:00.`;
      }
      const start = day * DAY + from;
      spans.push({ from: start, to: day * DAY + to + (to < from ? DAY : 0), day });
    }
  }
  spans.sort((a, b) => a.from - b.from);
  for (const [index, span] of spans.entries()) {
    const isLast = index === spans.length - 1;
    const next = isLast ? spans[0] : spans[index + 1];
    if (!next || next === span) continue;
    if (span.to > next.from + (isLast ? WEEK : 0)) {
      return `Two spans of hours overlap on ${DAYS[next.day]}, at ${clock(next.from % DAY)}.`;
    }
  }
  return undefined;
}

/** "Monday 9:05", for people. */
export const spoken = ({ day, minute }: WallTime): string => `${DAYS[day]} ${clock(minute)}`;

const clock = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
