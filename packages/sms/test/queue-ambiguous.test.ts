import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";

test("a commit whose answer got lost: whoever sends again under the same id is served, once", async () => {
  await using db = await createTestDatabase("sqlite");
  let isLost = false;
  const disk = new Proxy(db.database, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== "transaction") return typeof value === "function" ? value.bind(target) : value;
      return async (work: Parameters<typeof target.transaction>[0]) => {
        const result = await target.transaction(work);
        if (!isLost) return result;
        isLost = false;
        throw new Error("the connection broke");
      };
    },
  });
  await using carrier = await carrierForTests();
  await using gateway = await openSmsGateway({ database: disk, routes: carrier.route, ...quick });
  await gateway.ready();
  isLost = true;
  await expect(gateway.send(message({ id: "one" }))).rejects.toThrow("the connection broke");
  await gateway.send(message({ id: "one" }));
  expect(await gateway.settled("one")).toMatchObject({ state: "delivered" });
  expect(carrier.submitted).toHaveLength(1);
  expect(gateway.state().queue).toMatchObject({ unfinished: 0 });
});
