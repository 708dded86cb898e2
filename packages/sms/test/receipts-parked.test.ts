import { expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import { type ParkedReceipt, ParkedReceipts } from "../src/receipts/parked-receipts.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const parked = (n: number): ParkedReceipt => ({
  n,
  at: n,
  carrier: "c",
  isHopeless: false,
  receipt: {
    messageIds: [`id${n}`],
    reference: undefined,
    phone: undefined,
    sender: undefined,
    state: "delivered",
    code: undefined,
    submittedAt: undefined,
    doneAt: undefined,
  },
});

test("receipts that wait for an answer are so many and no more: the oldest gives way", () => {
  const waiting = new ParkedReceipts(3);
  const gone = [1, 2, 3, 4, 5].map((n) => waiting.add(parked(n))?.n);
  expect(gone).toEqual([undefined, undefined, undefined, 1, 2]);
  expect(waiting.byAnswer("c", "id2")).toEqual([]);
  expect(waiting.byAnswer("c", "id3")).toHaveLength(1);
  const [third] = waiting.byAnswer("c", "id3");
  if (third) waiting.remove(third);
  expect(waiting.add(parked(6))).toBeUndefined();
});

test("a carrier that is never idle and brings receipts nobody knows fills neither memory nor disk", async () => {
  await using db = await createTestDatabase("sqlite");
  const { promise: never, resolve: release } = Promise.withResolvers<string>();
  await using carrier = await carrierForTests({ answer: () => never, receiptId: () => undefined });
  await using gateway = await openSmsGateway({
    ...{ database: db.database, routes: carrier.route, ...quick },
    queue: { ...quick.queue, maxParked: 20 },
  });
  await gateway.send(message());
  await until(() => carrier.submitted.length === 1);
  const [first] = carrier.submitted;
  if (!first) throw new Error("not submitted");
  const foreign = { ...first, body: { ...first.body, destinationAddr: "447700900999" } };
  for (let n = 0; n < 60; n++) await carrier.receipt(foreign, `foreign${n}`);
  const rows = await db.database.query("SELECT n FROM sms_parked_receipts");
  expect(rows).toHaveLength(20);
  expect(gateway.state().carriers[0]?.counters).toMatchObject({ parkedReceipts: 60, unmatchedReceipts: 40 });
  release("id1");
});
