import { expect, test } from "bun:test";
import { backoffDelay } from "../src/index.ts";

test("the bound doubles from the base up to the maximum", () => {
  const almostOne = (): number => 1 - Number.EPSILON;
  const delays = [0, 1, 2, 3, 4, 10_000].map((n) =>
    backoffDelay(n, { baseMs: 1000, maxMs: 10_000, random: almostOne }),
  );
  expect(delays).toEqual([999, 1999, 3999, 7999, 9999, 9999]);
});

test("the jitter is full: the delay is spread from nothing to the bound", () => {
  expect(backoffDelay(3, { baseMs: 1000, maxMs: 60_000, random: () => 0 })).toBe(0);
  expect(backoffDelay(3, { baseMs: 1000, maxMs: 60_000, random: () => 0.5 })).toBe(4000);
  const delays = Array.from({ length: 200 }, () => backoffDelay(5, { baseMs: 1000, maxMs: 20_000 }));
  expect(Math.min(...delays)).toBeLessThan(5000);
  expect(Math.max(...delays)).toBeGreaterThan(15_000);
  expect(Math.max(...delays)).toBeLessThan(20_000);
});
