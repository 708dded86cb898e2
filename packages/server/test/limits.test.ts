import { beforeAll, describe, expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { RateLimitedError } from "../src/limits/rate-limited-error.ts";
import { RateLimiter } from "../src/limits/rate-limiter.ts";
import { type BucketPolicy, fullAt, refill, waitFor } from "../src/limits/token-bucket.ts";
import { MIGRATIONS } from "../src/migrations/index.ts";
import { accountRetention } from "../src/operations/account-retention.ts";

const POLICY: BucketPolicy = { capacity: 4, refill: 2, perMs: 1_000 };

describe("token bucket", () => {
  test("starts full, refills evenly, never above its capacity", () => {
    expect(refill(POLICY, undefined, 5)).toEqual({ tokens: 4, updatedAt: 5 });
    expect(refill(POLICY, { tokens: 1, updatedAt: 0 }, 500)).toEqual({ tokens: 2, updatedAt: 500 });
    expect(refill(POLICY, { tokens: 1, updatedAt: 0 }, 60_000).tokens).toBe(4);
  });

  test("a clock that went back adds nothing and takes nothing", () => {
    expect(refill(POLICY, { tokens: 1, updatedAt: 900 }, 400)).toEqual({ tokens: 1, updatedAt: 900 });
  });

  test("says how long to wait, and that some costs never fit", () => {
    expect(waitFor(POLICY, { tokens: 1, updatedAt: 0 }, 1)).toBe(0);
    expect(waitFor(POLICY, { tokens: 1, updatedAt: 0 }, 2)).toBe(500);
    expect(waitFor(POLICY, { tokens: 4, updatedAt: 0 }, 5)).toBe(Number.POSITIVE_INFINITY);
    expect(fullAt(POLICY, { tokens: 1, updatedAt: 100 })).toBe(1_600);
  });
});

forEachEngine("rate limiter", (open) => {
  let database: Database;
  let now = 1_000_000;
  let limiter: RateLimiter;

  beforeAll(async () => {
    ({ database } = await open());
    await migrate(database, MIGRATIONS);
    limiter = new RateLimiter(database, new Uint8Array(32), () => now);
  });

  const take = async (...charges: { limit: string; subject: string; cost?: number }[]) => {
    try {
      await limiter.take(charges.map((charge) => ({ policy: POLICY, ...charge })));
      return 0;
    } catch (error) {
      return error instanceof RateLimitedError ? error.retryAfter : error;
    }
  };

  test("of calls at once as many pass as there are tokens", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => take({ limit: "x", subject: "at once" })),
    );
    expect(outcomes.filter((wait) => wait === 0)).toHaveLength(4);
    expect(outcomes.filter((wait) => wait === 1)).toHaveLength(6);
  });

  test("several limits are taken together or not at all", async () => {
    expect(await take({ limit: "x", subject: "a", cost: 4 })).toBe(0);
    expect(await take({ limit: "x", subject: "a" }, { limit: "x", subject: "b", cost: 4 })).toBe(1);
    expect(await take({ limit: "x", subject: "b", cost: 4 })).toBe(0);
    expect(await take({ limit: "y", subject: "a", cost: 4 })).toBe(0);
    now += 1_000;
    expect(await take({ limit: "x", subject: "a" }, { limit: "x", subject: "b", cost: 2 })).toBe(0);
  });

  test("what is limited is not stored in the clear, and full buckets are forgotten", async () => {
    await take({ limit: "x", subject: "+447700900123" });
    const rows = await database.query("SELECT * FROM rate_limits");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("447700900123");
    const task = accountRetention(database).find((t) => t.name === "rate-limits");
    expect(await task?.run(now + 60_000)).toBe(rows.length);
    expect(await task?.run(now + 60_000)).toBe(0);
  });
});
