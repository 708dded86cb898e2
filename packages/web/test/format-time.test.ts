import { describe, expect, test } from "bun:test";
import { badgeCount, byteSize, dayLabel, daysAgo, listTime, waitTime } from "../src/lib/format-time.ts";
import { displayLocale } from "../src/lib/locale.ts";

const now = new Date(2026, 2, 12, 9, 30).getTime();
const day = 86_400_000;

describe("times", () => {
  test("days are calendar days", () => {
    expect(daysAgo(new Date(2026, 2, 11, 23, 59).getTime(), now)).toBe(1);
    expect(daysAgo(new Date(2026, 2, 12, 0, 0).getTime(), now)).toBe(0);
    expect(daysAgo(new Date(2026, 2, 13, 0, 1).getTime(), now)).toBe(-1);
  });

  test("the chat list is as short as it can be", () => {
    expect(listTime(now - 60_000, now)).toMatch(/^0?9[:.]29/);
    expect(listTime(now - day, now)).toBe("Yesterday");
    expect(listTime(now - 3 * day, now)).toBe("Monday");
    expect(listTime(now - 30 * day, now)).toMatch(/10 Feb|Feb 10/);
    expect(listTime(now - 400 * day, now)).toMatch(/2025/);
  });

  test("date pills", () => {
    expect(dayLabel(now, now)).toBe("Today");
    expect(dayLabel(now - day, now)).toBe("Yesterday");
    expect(dayLabel(now - 400 * day, now)).toMatch(/February.*2025/);
  });

  test("waits", () => {
    expect(waitTime(45)).toBe("45 s");
    expect(waitTime(245)).toBe("4:05");
    expect(waitTime(3 * 3600 + 20 * 60)).toBe("3 h 20 min");
    expect(waitTime(-3)).toBe("0 s");
  });

  test("sizes and counts", () => {
    expect(byteSize(12_345_678)).toMatch(/12\.3\sMB/);
    expect(byteSize(0)).toMatch(/0/);
    expect(badgeCount(7)).toBe("7");
    expect(badgeCount(4_000)).toBe("999+");
  });

  test("dates speak the language of the words, with the reader's region", () => {
    expect(displayLocale(["de-DE", "en-US"])).toBe("en-US");
    expect(displayLocale(["fr"])).toBe("en-GB");
  });
});
