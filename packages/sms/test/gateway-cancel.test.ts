import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const NOWHERE = "smpp://id:secret@127.0.0.1:1";

test("what waits for a carrier is withdrawn, in memory and on disk, and never sent", async () => {
  await using db = await createTestDatabase("sqlite");
  const { database } = db;
  await using carrier = await carrierForTests();
  const queue = { ...quick.queue, maxInMemory: 4 };
  const statuses: string[] = [];
  const before = await openSmsGateway({ database, routes: NOWHERE, ...quick, queue });
  before.onStatus(({ id, state, code }) => void statuses.push(`${id} ${state} ${code}`));
  const ids = Array.from({ length: 12 }, (_, n) => `m${n}`);
  for (const id of ids) await before.send(message({ id }));
  for (const id of ["m0", "m11"]) expect(await before.cancel(id)).toBe(true);
  expect(await before.cancel("m0")).toBe(false);
  expect(await before.cancel("nobody knows it")).toBe(false);
  expect(await before.settled("m11")).toMatchObject({ state: "failed", code: "cancelled" });
  expect(before.state()).toMatchObject({ counters: { failed: 2 }, queue: { unfinished: 10 } });
  await until(() => statuses.length === 2);
  expect(statuses.toSorted()).toEqual(["m0 failed cancelled", "m11 failed cancelled"]);
  await before[Symbol.asyncDispose]();
  await using gateway = await openSmsGateway({ database, routes: carrier.route, ...quick, queue });
  await until(() => gateway.state().counters.delivered === 10);
  expect(carrier.submitted).toHaveLength(10);
});

test("what a carrier has, or may have, is not withdrawn, and comes to its end", async () => {
  await using db = await createTestDatabase("sqlite");
  const { promise, resolve } = Promise.withResolvers<string>();
  await using carrier = await carrierForTests({ answer: () => promise });
  const options = { database: db.database, routes: carrier.route, ...quick };
  await using gateway = await openSmsGateway(options);
  await gateway.ready();
  await gateway.send(message({ id: "one" }));
  await until(() => carrier.submitted.length === 1);
  expect(await gateway.cancel("one")).toBe(false);
  resolve("id");
  expect(await gateway.settled("one")).toMatchObject({ state: "delivered" });
  expect(await gateway.cancel("one")).toBe(false);
});
