import { minuteOfDay, zonesOf } from "./zones.ts";

/** Local minutes since midnight; from `from` until `to`, past midnight when `to` is not the later. */
export interface QuietSpan {
  readonly from: number;
  readonly to: number;
}

export type Purpose = "code" | "person" | "notice" | "encrypted" | "business";

export interface QuietHoursOptions {
  /** ISO 3166 of a number; undefined where it belongs to none. */
  readonly countryOf: (phone: string) => string | undefined;
  /** By country; "*" for every other. A country without a span has no quiet hours. */
  readonly spans: Readonly<Record<string, QuietSpan>>;
  /** "notice" and "business" when left out. Codes are never held back, whatever is said here. */
  readonly purposes?: readonly Purpose[] | undefined;
}

export interface QuietHours {
  applies(purpose: Purpose): boolean;
  /** When a message to `phone` may go: `at` itself by day. Milliseconds since 1970. */
  until(phone: string, at: number): number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/**
 * Hours at which people are not written to. A country has many clocks and a mobile number does not tell which: a message
 * waits until it is day by all of them, or, where that never is, by most.
 */
export function createQuietHours({ countryOf, spans, purposes }: QuietHoursOptions): QuietHours {
  const held = new Set<Purpose>(purposes ?? ["notice", "business"]);
  held.delete("code");
  return {
    applies: (purpose) => held.has(purpose),
    until(phone, at) {
      const country = countryOf(phone);
      if (country === undefined) return at;
      const span = spans[country] ?? spans["*"];
      return span === undefined || span.from === span.to ? at : dayEverywhere(zonesOf(country), span, at);
    },
  };
}

/** The first moment from `at` on that is in nobody's quiet hours: `at`, or the end of somebody's. */
function dayEverywhere(zones: readonly string[], span: QuietSpan, at: number): number {
  const awake = (when: number) => zones.filter((zone) => !isQuiet(span, minuteOfDay(zone, when))).length;
  let best = { at, awake: awake(at) };
  if (best.awake === zones.length) return at;
  const ends = zones.flatMap((zone) => endsOf(zone, span, at)).sort((a, b) => a - b);
  for (const end of ends) {
    const count = awake(end);
    if (count === zones.length) return end;
    if (count > best.awake) best = { at: end, awake: count };
  }
  return best.at;
}

function isQuiet({ from, to }: QuietSpan, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next two ends of the quiet hours by one clock. Where the clock is put forward or back in between, the true ones. */
function endsOf(zone: string, { to }: QuietSpan, at: number): number[] {
  const start = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const first = start + ((to - minuteOfDay(zone, start) + DAY_MINUTES) % DAY_MINUTES) * MINUTE_MS;
  return [first, first + DAY_MINUTES * MINUTE_MS].map((guess) => {
    const off = minuteOfDay(zone, guess) - to;
    const shortest =
      off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off < -DAY_MINUTES / 2 ? off + DAY_MINUTES : off;
    return Math.max(at, guess - shortest * MINUTE_MS);
  });
}
