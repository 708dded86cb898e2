import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import type { SendVerdict } from "../src/rules/index.ts";
import { createSmsRules } from "../src/rules/index.ts";
import { carrierForTests, message, PHONE, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const NOWHERE = "smpp://id:secret@127.0.0.1:1";
const OTHER = "+447700900124";

test("a phone that has said STOP gets nothing of what waited for it, but its one-time codes", async () => {
  await using db = await createTestDatabase("sqlite");
  const { database } = db;
  await using carrier = await carrierForTests();
  const rules = createSmsRules({ database, operator: "Culver", countryOf: () => undefined });
  await using gateway = await openSmsGateway({ database, routes: NOWHERE, rules, ...quick });
  for (const purpose of ["person", "notice", "business", "encrypted", "code"] as const) {
    await gateway.send(message({ id: purpose, purpose }));
  }
  await gateway.send(message({ id: "other", to: OTHER }));
  await rules.suppressions.add({ phone: PHONE });
  await gateway.setRoutes(carrier.route);
  expect(await gateway.settled("other")).toMatchObject({ state: "delivered" });
  expect(await gateway.settled("code")).toMatchObject({ state: "delivered" });
  for (const purpose of ["person", "notice", "business", "encrypted"]) {
    expect(await gateway.settled(purpose)).toMatchObject({
      state: "failed",
      code: "opted-out",
      reason: "This phone wants no texts from this number.",
    });
  }
  expect(carrier.submitted).toHaveLength(2);
});

test("in quiet hours a text waits for their end", async () => {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests();
  let verdict: SendVerdict = { kind: "wait", until: Date.now() + 300 };
  const asked: string[] = [];
  const rules = {
    checkOutgoing: async ({ to }: { to: string }) => {
      asked.push(to);
      return verdict;
    },
  };
  await using gateway = await openSmsGateway({
    database: db.database,
    routes: carrier.route,
    rules,
    ...quick,
  });
  await gateway.ready();
  await gateway.send(message({ id: "notice", purpose: "notice" }));
  await until(() => asked.length === 1);
  expect(carrier.submitted).toHaveLength(0);
  verdict = { kind: "send" };
  expect(await gateway.settled("notice")).toMatchObject({ state: "delivered" });
  expect(asked).toEqual([PHONE, PHONE]);
});

test("a list that cannot be read holds a text back, and does not lose it", async () => {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests();
  let isBroken = true;
  const rules = {
    checkOutgoing: async (): Promise<SendVerdict> => {
      if (isBroken) throw new Error("disk full");
      return { kind: "send" };
    },
  };
  await using gateway = await openSmsGateway({
    database: db.database,
    routes: carrier.route,
    rules,
    ...quick,
  });
  await gateway.ready();
  await gateway.send(message({ id: "one" }));
  isBroken = false;
  expect(await gateway.settled("one")).toMatchObject({ state: "delivered" });
});
