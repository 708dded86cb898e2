import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import type { SendVerdict } from "../src/rules/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

test("quiet hours longer than a text's validity: it waits on disk through a restart, and goes when they are over", async () => {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests();
  let time = Date.now();
  const start = time;
  const end = start + 9 * 3_600_000;
  const rules = {
    checkOutgoing: async (): Promise<SendVerdict> =>
      time < end ? { kind: "wait", until: end } : { kind: "send" },
  };
  const options = { database: db.database, routes: carrier.route, rules, ...quick };
  const clock = { now: () => time };
  const before = await openSmsGateway({ ...options, clock });
  await before.ready();
  await before.send(message({ id: "notice", purpose: "notice", validitySeconds: 3600 }));
  await until(() => before.state().queue.inMemory === 0);
  const [trace] = await before.trace("notice");
  expect(trace?.events.at(-1)).toMatchObject({
    words: `held back by the rules until ${new Date(end).toISOString()}`,
  });
  await before[Symbol.asyncDispose]();
  await using gateway = await openSmsGateway({ ...options, clock });
  await gateway.ready();
  time = end + 1_000;
  expect(await gateway.settled("notice")).toMatchObject({ state: "delivered" });
  expect(carrier.submitted).toHaveLength(1);
});

test("our own limit for one number is no fault of the carrier", async () => {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests({ query: "&rate_per_number=2" });
  await using gateway = await openSmsGateway({
    database: db.database,
    routes: carrier.route,
    ...quick,
    tuning: { ...quick.tuning, responseTimeoutMs: 300 },
    breaker: { failures: 1, openMs: 60_000 },
  });
  await gateway.ready();
  const ids = ["a", "b", "c", "d"];
  await Promise.all(ids.map((id) => gateway.send(message({ id }))));
  for (const id of ids) expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
  const [state] = gateway.state().carriers;
  expect(state).toMatchObject({ breaker: { status: "closed" }, health: { acceptRate: 1 } });
  expect(state?.counters.errors).toEqual({});
  expect(gateway.state().counters.retries).toBeGreaterThan(0);
});
