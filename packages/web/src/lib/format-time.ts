import { displayLocale, usesTwelveHours } from "./locale.ts";

const languages = globalThis.navigator?.languages ?? [];
const locale = displayLocale(languages);
const hour12 = usesTwelveHours(languages[0]);

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12 });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "long" });
const shortDate = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const shortDateWithYear = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const longDate = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const longDateWithYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Calendar days from `at` to `now` in local time: 0 today, 1 yesterday. Rounded, because days of 23 and 25 hours exist. */
export function daysAgo(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
}

export function sameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b);
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** 18:53 */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** For a row of the chat list: 18:53, Yesterday, Tuesday, 3 Mar, 3 Mar 2024. */
export function listTime(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(at);
  if (days === 1) return capitalised(relative.format(-1, "day"));
  if (days < 7) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? shortDate.format(at)
    : shortDateWithYear.format(at);
}

/** For a date pill: Today, Yesterday, Tuesday, Tuesday 3 March, 3 March 2024. */
export function dayLabel(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days === 0 || days === 1) return capitalised(relative.format(-days, "day"));
  if (days > 1 && days < 7) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? longDate.format(at)
    : longDateWithYear.format(at);
}

/** For a line of text: "today at 18:53", "3 March 2024 at 18:53". */
export function dayAndTime(at: number, now: number): string {
  const days = daysAgo(at, now);
  const day = days === 0 || days === 1 ? relative.format(-days, "day") : dayLabel(at, now);
  return `${day} at ${clockTime(at)}`;
}

/** A wait in words: 45 s, 4:05, 3 h 20 min. */
export function waitTime(seconds: number): string {
  const rounded = Math.max(0, Math.ceil(seconds));
  if (rounded < 60) return `${rounded} s`;
  if (rounded < 3600) return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, "0")}`;
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor((rounded % 3600) / 60);
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** 12.3 MB; at least whole kilobytes. */
export function byteSize(bytes: number): string {
  const power = bytes < 1_000 ? 1 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = units[power] ?? "byte";
  const amount = bytes === 0 ? 0 : Math.max(bytes, 1_000);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(amount / 1000 ** power);
}

/** A count for a badge: 7, 99, 999+. */
export function badgeCount(count: number): string {
  return count > 999 ? "999+" : new Intl.NumberFormat(locale).format(count);
}
