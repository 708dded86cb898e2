import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { OpeningHours } from "../../src/inbox-api.ts";
import { hoursFault, isOpen, isTimeZone, wallTimeOf } from "../../src/replies/hours.ts";

const every = (from: number, to: number, timeZone: string): OpeningHours => ({
  timeZone,
  days: Array.from({ length: 7 }, () => [{ from, to }]),
});
const at = (text: string): number => Date.parse(text);
const hm = (hour: number, minute = 0): number => hour * 60 + minute;

describe("opening hours", () => {
  test.each([
    // Berlin: forward on 29 March 2026 at 1:00 UTC, back on 25 October at 1:00 UTC.
    ["Europe/Berlin", "2026-03-28T08:00Z", true],
    ["Europe/Berlin", "2026-03-28T07:59Z", false],
    ["Europe/Berlin", "2026-03-29T07:00Z", true],
    ["Europe/Berlin", "2026-03-29T06:59Z", false],
    ["Europe/Berlin", "2026-10-24T07:00Z", true],
    ["Europe/Berlin", "2026-10-25T07:59Z", false],
    ["Europe/Berlin", "2026-10-25T08:00Z", true],
    // New York: forward on 8 March at 7:00 UTC, back on 1 November at 6:00 UTC.
    ["America/New_York", "2026-03-07T14:00Z", true],
    ["America/New_York", "2026-03-07T13:59Z", false],
    ["America/New_York", "2026-03-08T13:00Z", true],
    ["America/New_York", "2026-11-01T13:59Z", false],
    ["America/New_York", "2026-11-01T14:00Z", true],
    // Kolkata is at 5:30 all year.
    ["Asia/Kolkata", "2026-07-01T03:29Z", false],
    ["Asia/Kolkata", "2026-07-01T03:30Z", true],
    ["Asia/Kolkata", "2026-01-01T12:29Z", true],
    ["Asia/Kolkata", "2026-01-01T12:30Z", false],
    // Lord Howe moves by half an hour: 11:00 until 4 April, 10:30 until 3 October.
    ["Australia/Lord_Howe", "2026-04-03T22:00Z", true],
    ["Australia/Lord_Howe", "2026-04-03T21:59Z", false],
    ["Australia/Lord_Howe", "2026-04-05T22:29Z", false],
    ["Australia/Lord_Howe", "2026-04-05T22:30Z", true],
    ["Australia/Lord_Howe", "2026-10-04T21:59Z", false],
    ["Australia/Lord_Howe", "2026-10-04T22:00Z", true],
  ])("9:00 to 18:00 in %s at %s: %p", (timeZone, time, expected) => {
    expect(isOpen(every(hm(9), hm(18), timeZone), at(time))).toBe(expected);
  });

  test("an hour that is left out never comes, one that comes twice is open twice", () => {
    const hours = every(hm(2), hm(3), "Europe/Berlin");
    const minutes = (from: string, count: number) =>
      Array.from({ length: count }, (_, n) => at(from) + n * 60_000).filter((time) => isOpen(hours, time))
        .length;
    expect(minutes("2026-03-28T00:00Z", 1_440)).toBe(60);
    expect(minutes("2026-03-28T23:00Z", 1_380)).toBe(0);
    expect(minutes("2026-10-24T22:00Z", 1_500)).toBe(120);
  });

  test("a span over midnight belongs to the day it begins on", () => {
    // Saturday 22:00 to 4:00 alone; in the night of 28 March 2026 the clock is put forward.
    const days = Array.from({ length: 7 }, (_, day) => (day === 6 ? [{ from: hm(22), to: hm(4) }] : []));
    const hours = { timeZone: "Europe/Berlin", days };
    const open = (time: string) => isOpen(hours, at(time));
    expect(open("2026-03-28T20:59Z")).toBe(false);
    expect(open("2026-03-28T21:00Z")).toBe(true);
    expect(open("2026-03-28T23:30Z")).toBe(true);
    expect(open("2026-03-29T01:59Z")).toBe(true);
    expect(open("2026-03-29T02:00Z")).toBe(false);
    expect(open("2026-03-28T01:00Z")).toBe(false);
    expect(isOpen(every(hm(22), 0, "Asia/Kolkata"), at("2026-01-01T18:29Z"))).toBe(true);
    expect(isOpen(every(hm(22), 0, "Asia/Kolkata"), at("2026-01-01T18:30Z"))).toBe(false);
  });

  test("the whole day is every minute; no hours are never", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"),
        fc.integer({ min: 0, max: 4e12 }),
        (timeZone, time) => {
          expect(isOpen(every(0, 1_440, timeZone), time)).toBe(true);
          expect(isOpen({ timeZone, days: [[], [], [], [], [], [], []] }, time)).toBe(false);
          // Either span or what it leaves: never both, never neither.
          const { minute } = wallTimeOf(time, timeZone);
          const within = minute >= 600 && minute < 1_200;
          expect(isOpen(every(600, 1_200, timeZone), time)).toBe(within);
          expect(isOpen(every(1_200, 600, timeZone), time)).toBe(!within);
        },
      ),
    );
  });

  test.each([
    ["an unknown zone", { timeZone: "Mars/Olympus" }, /no time zone "Mars\/Olympus"/],
    ["an offset", { timeZone: "+02:00" }, /no time zone/],
    ["25 o'clock", { monday: [{ from: 0, to: 1_500 }] }, /Monday must be from 0:00 to 24:00/],
    ["no length", { monday: [{ from: 540, to: 540 }] }, /Monday end when they begin, at 9:00/],
    [
      "two at once",
      {
        monday: [
          { from: 720, to: 1_080 },
          { from: 540, to: 721 },
        ],
      },
      /overlap on Monday, at 12:00/,
    ],
    [
      "the night before",
      { sunday: [{ from: 1_320, to: 600 }], monday: [{ from: 540, to: 720 }] },
      /overlap on Monday, at 9:00/,
    ],
    [
      "the week's end",
      { saturday: [{ from: 1_320, to: 600 }], sunday: [{ from: 540, to: 720 }] },
      /overlap on Sunday/,
    ],
  ] as const)("%s is refused", (_, change, message) => {
    const {
      timeZone = "Europe/Berlin",
      sunday = [],
      monday = [],
      saturday = [],
    } = {
      ...({} as {
        timeZone?: string;
        sunday?: OpeningHours["days"][number];
        monday?: OpeningHours["days"][number];
        saturday?: OpeningHours["days"][number];
      }),
      ...change,
    };
    expect(hoursFault({ timeZone, days: [sunday, monday, [], [], [], [], saturday] })).toMatch(message);
  });

  test("spans that touch are no fault", () => {
    const days = [
      [{ from: 1_320, to: 540 }],
      [
        { from: 540, to: 720 },
        { from: 720, to: 1_440 },
      ],
      [{ from: 0, to: 60 }],
      [],
      [],
      [],
      [],
    ];
    expect(hoursFault({ timeZone: "Europe/Berlin", days })).toBeUndefined();
    expect(isTimeZone("Etc/UTC")).toBe(true);
  });
});
