import { expect, test } from "bun:test";
import { businessKill } from "../src/business-kill/scenario.ts";
import { seededRandom } from "../src/support/seeded-random.ts";

for (const [where, isApart] of [
  ["beside the relay", false],
  ["on a host of its own, and the relay by turns", true],
] as const)
  test(`kill -9 under load, ${where}: no accepted message lost or doubled, no webhook lost`, async () => {
    const verdict = await businessKill({
      ...{ messages: 300, incoming: 30, customers: 3, callers: 8, kills: 4, isApart },
      ...{ random: seededRandom(5), timeoutMs: 60_000 },
    });
    expect(verdict).toMatchObject({
      ...{ kills: 4, lost: 0, duplicates: 0, untold: 0, incomingLost: 0, incomingDuplicates: 0 },
      unsigned: false,
    });
    expect(verdict.accepted).toBeGreaterThan(200);
  }, 150_000);
