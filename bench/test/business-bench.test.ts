import { expect, test } from "bun:test";
import { businessText } from "../src/business/business-text.ts";
import { QUICK_PLAN } from "../src/business/plan.ts";
import { runBusiness } from "../src/business/run-business.ts";

test("a short run reports every message delivered", async () => {
  const report = await runBusiness(QUICK_PLAN, () => undefined);
  expect([report.full.refused, report.full.delivered]).toEqual([0, QUICK_PLAN.messages]);
  expect(report.paced.delivered).toBe(QUICK_PLAN.pacedPerSecond * QUICK_PLAN.pacedSeconds);
  expect(businessText(report)).toContain("time of the answer at half that rate");
}, 120_000);
