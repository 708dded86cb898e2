import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { defaultLimits } from "../../src/model/index.ts";
import { managementLimit, PairRate, Throughput, Tier, windowEndsAt } from "../../src/rules/index.ts";

const HOUR = 3_600_000;

describe("the service window", () => {
  test("is open for 24 hours after the customer's last message, and never by SMS", () => {
    const thread = { channel: "app", lastInboundAt: 1_000 } as const;
    expect(windowEndsAt(thread, defaultLimits, 1_000 + 24 * HOUR - 1)).toBe(1_000 + 24 * HOUR);
    expect(windowEndsAt(thread, defaultLimits, 1_000 + 24 * HOUR)).toBeUndefined();
    expect(windowEndsAt({ channel: "app" }, defaultLimits, 1_000)).toBeUndefined();
    expect(windowEndsAt({ ...thread, channel: "sms" }, defaultLimits, 1_000)).toBeUndefined();
  });
});

describe("throughput", () => {
  test("80 a second by default, in and out together", () => {
    const throughput = new Throughput(80);
    for (let n = 0; n < 30; n++) throughput.receive("1", 0);
    expect(Array.from({ length: 60 }, () => throughput.send("1", 0)).filter(Boolean).length).toBe(50);
    expect(throughput.send("2", 0)).toBe(true);
    expect(throughput.send("1", 12)).toBe(false);
    expect(throughput.send("1", 13)).toBe(true);
  });

  test("never lets more through than its rate and a second's worth, whatever the times", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 300 }), (gaps) => {
        const throughput = new Throughput(20);
        let [now, sent] = [0, 0];
        for (const gap of gaps) {
          now += gap;
          if (throughput.send("1", now)) sent++;
        }
        expect(sent).toBeLessThanOrEqual(20 + now / 50);
      }),
    );
  });

  test("0 is no limit; a clock that is set back gives nothing away", () => {
    expect(new Throughput(0).send("1", 0)).toBe(true);
    const throughput = new Throughput(1);
    expect(throughput.send("1", 5_000)).toBe(true);
    expect(throughput.send("1", 0)).toBe(false);
  });
});

describe("pair rate", () => {
  test("45 at once, borrowed from what follows: then one in six seconds", () => {
    const pairs = new PairRate(defaultLimits);
    expect(Array.from({ length: 50 }, () => pairs.send("a", 0)).filter(Boolean).length).toBe(45);
    expect(pairs.send("b", 0)).toBe(true);
    expect(pairs.send("a", 5_999)).toBe(false);
    expect(pairs.send("a", 12_000)).toBe(true);
    expect(pairs.send("a", 12_000)).toBe(true);
    expect(pairs.send("a", 12_001)).toBe(false);
  });
});

describe("tiers", () => {
  test("count customers, not messages, for 24 hours", () => {
    const tier = new Tier(2);
    expect(tier.admit("w", "a", 0)).toBe(true);
    expect(tier.admit("w", "a", 1)).toBe(true);
    expect(tier.admit("w", "b", 2)).toBe(true);
    expect(tier.admit("w", "c", 3)).toBe(false);
    expect(tier.admit("other", "c", 3)).toBe(true);
    expect(tier.admit("w", "c", 24 * HOUR + 1)).toBe(true);
    expect(tier.admit("w", "d", 24 * HOUR + 1)).toBe(false);
  });

  test("go on from what the tables have", () => {
    const tier = new Tier(1);
    tier.note("w", "a", 0);
    expect(tier.admit("w", "b", 1)).toBe(false);
    expect(tier.admit("w", "a", 1)).toBe(true);
    expect(new Tier(0).admit("w", "b", 1)).toBe(true);
  });
});

test("management calls: so many an hour of one app for one business", () => {
  let now = 0;
  const limit = managementLimit({ managementPerHour: 2 }, () => now);
  expect(limit.used("app", "w")).toEqual({ share: 0, waitMs: 0 });
  limit.count("app", "w");
  expect(limit.used("app", "w")).toEqual({ share: 0.5, waitMs: 0 });
  limit.count("app", "w");
  expect(limit.used("app", "w")).toEqual({ share: 1, waitMs: HOUR / 2 });
  expect(() => limit.count("app", "w")).toThrow("80007");
  limit.count("app", "other");
  now = HOUR / 2;
  limit.count("app", "w");
});
