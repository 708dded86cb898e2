import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";

test("a message that stands for earlier ones goes by another carrier, also after a restart", async () => {
  await using db = await createTestDatabase("sqlite");
  await using cheap = await carrierForTests({ systemId: "cheap" });
  await using dear = await carrierForTests({ systemId: "dear", query: "&cost=9" });
  const options = { database: db.database, routes: `${cheap.route},${dear.route}`, ...quick };
  const carrierOf = async (id: string, otherThan: readonly string[]) => {
    await gateway.send(message({ id, otherThan, purpose: "code", stickTo: id }));
    return (await gateway.settled(id))?.carrier;
  };
  let gateway = await openSmsGateway(options);
  await gateway.ready();
  expect(await carrierOf("first", ["nobody knows it"])).toBe(cheap.name);
  expect(await carrierOf("second", ["first"])).toBe(dear.name);
  await gateway[Symbol.asyncDispose]();
  gateway = await openSmsGateway(options);
  await gateway.ready();
  // Both had one: the one that had it longest ago.
  expect(await carrierOf("third", ["first", "second"])).toBe(cheap.name);
  expect(await carrierOf("fourth", ["first"])).toBe(dear.name);
  await gateway[Symbol.asyncDispose]();
});
