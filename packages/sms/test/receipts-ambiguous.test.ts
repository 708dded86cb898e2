import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway, type Pdu } from "../src/index.ts";
import { carrierForTests, message, PHONE, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const OTHER = "+447700900124";

/** Two texts to two phones, answered with these ids; their receipts are the test's to send. */
async function twoTexts(ids: readonly [string, string]) {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await createTestDatabase("sqlite"));
  const carrier = stack.use(
    await carrierForTests({
      receiptId: () => undefined,
      answer: ({ body }) => ids[body.destinationAddr === PHONE.slice(1) ? 0 : 1],
    }),
  );
  const routes = carrier.route;
  const gateway = stack.use(await openSmsGateway({ database: db.database, routes, ...quick }));
  await gateway.ready();
  await gateway.send(message({ id: "first" }));
  await gateway.send(message({ id: "second", to: OTHER }));
  await until(() => gateway.state().counters.sent === 2);
  const pduTo = (phone: string): Pdu<"submit_sm"> => {
    const found = carrier.submitted.find(({ body }) => body.destinationAddr === phone.slice(1));
    if (!found) throw new Error("not submitted");
    return found;
  };
  const receipt = (phone: string, id: string) => carrier.receipt(pduTo(phone), id);
  const opened = stack.move();
  return { gateway, receipt, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

test("an id that is another message's in another notation names the message that has it as it is", async () => {
  await using texts = await twoTexts(["1000", "4096"]);
  const { gateway, receipt } = texts;
  await receipt(PHONE, "1000");
  expect(await gateway.settled("first")).toMatchObject({ state: "delivered" });
  // Told twice, as carriers do that missed our answer: it is not the other's receipt.
  await receipt(PHONE, "1000");
  expect(gateway.state().counters.delivered).toBe(1);
  expect(gateway.state().carriers[0]).toMatchObject({ idsRepeat: false });
  await receipt(OTHER, "4096");
  expect(await gateway.settled("second")).toMatchObject({ state: "delivered" });
  expect(gateway.state().carriers[0]?.counters.matchedBy).toEqual({ id: 2 });
});

test("where receipts are in another notation, the phone tells which of two is meant", async () => {
  await using texts = await twoTexts(["4096", "1000"]);
  const { gateway, receipt } = texts;
  // Hexadecimal of 4096, and as it is the other's.
  await receipt(PHONE, "1000");
  expect(await gateway.settled("first")).toMatchObject({ state: "delivered" });
  await receipt(PHONE, "1000");
  expect(gateway.state().counters.delivered).toBe(1);
  await receipt(OTHER, "3E8");
  expect(await gateway.settled("second")).toMatchObject({ state: "delivered" });
  expect(gateway.state().carriers[0]).toMatchObject({ idsRepeat: false });
});

test("one receipt twice at once finishes its message once", async () => {
  await using texts = await twoTexts(["a", "b"]);
  const { gateway, receipt } = texts;
  const statuses: string[] = [];
  gateway.onStatus(({ id, state }) => void statuses.push(`${id} ${state}`));
  await Promise.all([receipt(PHONE, "a"), receipt(PHONE, "a"), receipt(PHONE, "a")]);
  await receipt(OTHER, "b");
  await gateway.settled("second");
  await until(() => statuses.includes("second delivered"));
  expect(statuses.filter((status) => status === "first delivered")).toHaveLength(1);
  expect(gateway.state()).toMatchObject({ counters: { delivered: 2 }, queue: { unfinished: 0 } });
});

test("a receipt before the answer is for every part of a message that went in one piece", async () => {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests({
    query: "&long=payload",
    receiptId: () => undefined,
    answer: async (pdu) => {
      await carrier.receipt(pdu, "whole");
      return "whole";
    },
  });
  await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
  const { id } = await gateway.send(message({ body: { kind: "text", text: "ж".repeat(200) } }));
  expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
  expect(carrier.submitted).toHaveLength(1);
  expect(gateway.state()).toMatchObject({ counters: { delivered: 1 }, queue: { unfinished: 0 } });
});

test("receipts of failure before the answers of several parts: it fails once", async () => {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests({
    receiptId: () => undefined,
    state: () => "undeliverable",
    error: "001",
    answer: async (pdu, n) => {
      await carrier.receipt(pdu, `early${n}`);
      return `early${n}`;
    },
  });
  await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
  const { id } = await gateway.send(message({ body: { kind: "text", text: "ж".repeat(200) } }));
  expect(await gateway.settled(id)).toMatchObject({ state: "failed" });
  expect(gateway.state()).toMatchObject({ counters: { failed: 1 }, queue: { unfinished: 0 } });
});
