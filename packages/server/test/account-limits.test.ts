import { expect, test } from "bun:test";
import { accountLimits } from "../src/limits/account-limits.ts";
import { DEFAULT_LIMITS } from "../src/limits/policies.ts";

test("a business may look up and write to more people, and nothing else", async () => {
  const limitsFor = accountLimits(DEFAULT_LIMITS, async (account) => account === "shop");
  expect(await limitsFor("alice")).toEqual(DEFAULT_LIMITS);
  const business = await limitsFor("shop");
  expect(business.lookupNumbers.refill).toBe(500 * DEFAULT_LIMITS.lookupNumbers.refill);
  expect(business.claims.capacity).toBe(500 * DEFAULT_LIMITS.claims.capacity);
  for (const same of [
    "claimsPerPair",
    "listAppends",
    "accountCalls",
    "registrationNumber",
    "badToken",
  ] as const)
    expect(business[same]).toEqual(DEFAULT_LIMITS[same]);
});
