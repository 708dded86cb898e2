import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway, type SmsStatus } from "../src/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const NOWHERE = "smpp://id:secret@127.0.0.1:1";

test("a row that cannot be opened any more fails alone: the gateway opens, and the others go out", async () => {
  await using db = await createTestDatabase("sqlite");
  const { database } = db;
  const before = await openSmsGateway({ database, routes: NOWHERE, ...quick });
  for (const id of ["one", "two", "three"]) await before.send(message({ id }));
  await before[Symbol.asyncDispose]();
  await database.execute("UPDATE sms_messages SET content = ? WHERE id = 'two'", [new Uint8Array(60)]);
  const noise = new Uint8Array(60);
  await database.insertMany(
    "sms_parked_receipts",
    ["n", "at", "carrier", "key_id", "receipt"],
    [[1, Date.now(), "c", 1, noise]],
  );

  await using carrier = await carrierForTests();
  await database.insertMany(
    "sms_parts",
    ["carrier", "message", "number", "at", "key_id", "part"],
    [[carrier.name, "m", 1, Date.now(), 1, noise]],
  );
  const warnings: string[] = [];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (_: object, words: string) => void warnings.push(words),
  };
  await using gateway = await openSmsGateway({ database, routes: carrier.route, log, ...quick });
  const told: SmsStatus[] = [];
  gateway.onStatus((status) => void told.push(status));
  expect(await gateway.settled("one")).toMatchObject({ state: "delivered" });
  expect(await gateway.settled("three")).toMatchObject({ state: "delivered" });
  await until(() => told.some(({ id }) => id === "two"));
  expect(told.find(({ id }) => id === "two")).toMatchObject({
    state: "failed",
    purpose: "person",
    reason: "the text could not be read any more",
  });
  expect(gateway.state().queue).toMatchObject({ unfinished: 0 });
  expect(warnings.filter((words) => words.includes("cannot be opened"))).toHaveLength(2);
});
