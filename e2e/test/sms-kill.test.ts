import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smsKill } from "../src/sms-kill/scenario.ts";
import { seededRandom } from "../src/support/seeded-random.ts";

test("kill -9 of the SMS gateway under load: nothing lost, every duplicate was marked uncertain", async () => {
  const directory = mkdtempSync(join(tmpdir(), "culver-sms-kill-"));
  try {
    const verdict = await smsKill({
      databaseUrl: `sqlite:${join(directory, "sms.db")}`,
      messages: 800,
      kills: 4,
      random: seededRandom(4),
      timeoutMs: 90_000,
    });
    expect(verdict).toMatchObject({ kills: 4, lost: 0, otherReference: 0, delivered: 800, failed: 0 });
    expect(verdict.markedUncertain).toBe(verdict.duplicates);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 120_000);
