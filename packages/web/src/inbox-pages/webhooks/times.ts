import { displayLocale } from "../../lib/locale.ts";
import { pageWords } from "../../words/inbox-pages.ts";

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

const locale = displayLocale(navigator.languages);

function unitOf(ms: number): (typeof units)[number] {
  return units.find(([, size]) => Math.abs(ms) >= size) ?? ["second", 1_000];
}

/** "in 3 min", "5 hr ago": from now, in whole units. */
export function fromNow(at: number, now: number): string {
  const [unit, size] = unitOf(at - now);
  const format = new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "auto" });
  return format.format(Math.trunc((at - now) / size), unit);
}

/** "5 min". */
export function age(ms: number): string {
  if (ms <= 0) return pageWords.webhooks.nothing;
  const [unit, size] = unitOf(ms);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(
    Math.trunc(ms / size),
  );
}
