import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createQuietHours } from "../src/rules/quiet-hours.ts";
import { minuteOfDay, zonesOf } from "../src/rules/zones.ts";

const NIGHT = { from: 21 * 60, to: 8 * 60 };
const until = (
  country: string | undefined,
  at: string,
  spans: Record<string, typeof NIGHT> = { "*": NIGHT },
) =>
  new Date(createQuietHours({ countryOf: () => country, spans }).until("+1", Date.parse(at))).toISOString();

describe("quiet hours", () => {
  test("end in the morning of the number's country", () => {
    expect(until("DE", "2026-11-21T22:00:00Z")).toBe("2026-11-22T07:00:00.000Z");
    expect(until("DE", "2026-11-21T12:00:00Z")).toBe("2026-11-21T12:00:00.000Z");
    expect(until("IN", "2026-11-21T20:00:00Z")).toBe("2026-11-22T02:30:00.000Z");
    expect(until("DE", "2026-11-21T06:59:59.999Z")).toBe("2026-11-21T07:00:00.000Z");
    expect(until("DE", "2026-11-21T20:00:00.000Z")).toBe("2026-11-22T07:00:00.000Z");
    expect(until("DE", "2026-11-21T19:59:59.999Z")).toBe("2026-11-21T19:59:59.999Z");
  });

  test("with several clocks it is day by all of them", () => {
    // 08:00 on the Azores is the last morning of Portugal's.
    expect(until("PT", "2026-11-21T23:00:00Z")).toBe("2026-11-22T09:00:00.000Z");
    expect(until("PT", "2026-11-21T08:30:00Z")).toBe("2026-11-21T09:00:00.000Z");
    // 08:00 in Hawaii and the Aleutians is 13:00 in New York.
    expect(until("US", "2026-11-21T15:00:00Z")).toBe("2026-11-21T18:00:00.000Z");
    expect(until("RU", "2026-11-21T09:30:00Z")).toBe("2026-11-22T06:00:00.000Z");
  });

  test("where it is never day by all clocks, by most", () => {
    const long = { from: 12 * 60, to: 10 * 60 };
    const at = createQuietHours({ countryOf: () => "US", spans: { US: long } }).until("+1", 0);
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(48 * 3_600_000);
  });

  test("the night the clocks change ends by the new time", () => {
    expect(until("DE", "2026-10-24T20:00:00Z")).toBe("2026-10-25T07:00:00.000Z");
    expect(until("DE", "2026-03-28T21:00:00Z")).toBe("2026-03-29T06:00:00.000Z");
  });

  test("a country's own hours go before the others'; one without any is never quiet, nor is an unknown number", () => {
    const fr = { from: 20 * 60, to: 10 * 60 };
    expect(until("FR", "2026-11-21T22:00:00Z", { FR: fr })).toBe("2026-11-22T09:00:00.000Z");
    expect(until("DE", "2026-11-21T22:00:00Z", { FR: fr })).toBe("2026-11-21T22:00:00.000Z");
    expect(until(undefined, "2026-11-21T22:00:00Z")).toBe("2026-11-21T22:00:00.000Z");
    expect(until("ZZ", "2026-11-21T22:00:00Z")).toBe("2026-11-21T22:00:00.000Z");
  });

  test("hours within one day, such as a siesta", () => {
    expect(until("DE", "2026-11-21T12:30:00Z", { DE: { from: 13 * 60, to: 15 * 60 } })).toBe(
      "2026-11-21T14:00:00.000Z",
    );
  });

  test("codes are never held back, even when asked to", () => {
    const quiet = createQuietHours({ countryOf: () => "DE", spans: {}, purposes: ["code", "person"] });
    expect([quiet.applies("code"), quiet.applies("person"), quiet.applies("notice")]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("every country has zones that the platform knows, and the answer is never in the past or in somebody's night", () => {
    for (const country of ["XK", "AC", "TA", "DE", "BR", "CA", "AU", "ID", "MX", "KZ", "CN"]) {
      expect([country, zonesOf(country).length > 0]).toEqual([country, true]);
    }
    fc.assert(
      fc.property(
        fc.constantFrom("DE", "US", "RU", "BR", "AU", "IN", "GB", "MX"),
        fc.integer({ min: Date.parse("2025-01-01"), max: Date.parse("2030-01-01") }),
        (country, at) => {
          const when = createQuietHours({ countryOf: () => country, spans: { "*": NIGHT } }).until("+1", at);
          expect(when).toBeGreaterThanOrEqual(at);
          expect(when - at).toBeLessThan(49 * 3_600_000);
          for (const zone of zonesOf(country)) {
            const minute = minuteOfDay(zone, when);
            expect(minute >= NIGHT.to && minute < NIGHT.from).toBe(true);
          }
        },
      ),
    );
  });
});
