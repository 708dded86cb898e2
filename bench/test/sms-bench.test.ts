import { expect, test } from "bun:test";
import { hasKannel } from "@culver/testing/kannel";
import { QUICK_PLAN } from "../src/sms/plan.ts";
import { runSms } from "../src/sms/run-sms.ts";
import { smsText } from "../src/sms/sms-text.ts";

test("a short run delivers every text, by Culver and by Kannel where it is installed", async () => {
  const report = await runSms(QUICK_PLAN, () => undefined);
  const { culver, kannel, codec } = report;
  expect([culver.delivered, culver.failed]).toEqual([QUICK_PLAN.messages, 0]);
  expect(codec.encoded).toBeGreaterThan(0);
  expect(codec.decoded).toBeGreaterThan(0);
  expect(kannel?.delivered).toBe(hasKannel() ? QUICK_PLAN.kannelMessages : undefined);
  expect(smsText(report)).toContain("durable submits with receipts");
}, 120_000);
