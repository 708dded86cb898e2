import { describe, expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway, type Pdu } from "../src/index.ts";
import { receiptWords } from "../src/receipts/words.ts";
import { type CarrierScript, carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

/** Sends messages at once to a carrier with this script; all must be delivered. @returns how receipts were matched. */
async function deliver(script: CarrierScript, change: readonly Parameters<typeof message>[0][]) {
  await using db = await createTestDatabase("sqlite");
  await using carrier = await carrierForTests(script);
  await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
  await gateway.ready();
  const sent = await Promise.all(change.map((one) => gateway.send(message(one))));
  const statuses = await Promise.all(sent.map(({ id }) => gateway.settled(id)));
  const [state] = gateway.state().carriers;
  return { states: statuses.map((status) => status?.state), carrier: state };
}

const phones = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ to: `+4477009001${String(index).padStart(2, "0")}` }));

describe("receipts find their message", () => {
  test.each([
    [
      "hexadecimal in the answer, decimal in the receipt",
      (n: number) => (n + 255).toString(16),
      (id: string) => String(Number.parseInt(id, 16)),
    ],
    [
      "decimal in the answer, padded upper-case hexadecimal in the receipt",
      (n: number) => String(n + 255),
      (id: string) => Number(id).toString(16).toUpperCase().padStart(10, "0"),
    ],
    ["another case", (n: number) => `AbC-${n}`, (id: string) => id.toLowerCase()],
  ])("%s", async (_, answerId, receiptId) => {
    const { states, carrier } = await deliver({ answer: (_pdu, n) => answerId(n), receiptId }, phones(10));
    expect(states).toEqual(Array(10).fill("delivered"));
    expect(carrier?.counters.matchedBy).toEqual({ id: 10 });
  });

  test("one that comes before the answer waits for it", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests({
      receiptId: () => undefined,
      answer: async (pdu, n) => {
        await carrier.receipt(pdu, `early${n}`);
        return `early${n}`;
      },
    });
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message());
    expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
    expect(gateway.state().carriers[0]?.counters).toMatchObject({ parkedReceipts: 1, unmatchedReceipts: 0 });
    expect(await db.database.query("SELECT n FROM sms_parked_receipts")).toEqual([]);
  });

  test("ids that say nothing: by reference", async () => {
    const { states, carrier } = await deliver(
      { receiptId: () => "nonsense", returnsReference: true },
      Array.from({ length: 8 }, () => ({})),
    );
    expect(states).toEqual(Array(8).fill("delivered"));
    expect(carrier?.counters.matchedBy).toEqual({ reference: 8 });
  });

  test("one constant id for every submit: by address and time, each its own", async () => {
    const failing = "447700900103";
    const { states, carrier } = await deliver(
      {
        answer: () => "0",
        state: ({ body }: Pdu<"submit_sm">) => (body.destinationAddr === failing ? "rejected" : "delivered"),
      },
      phones(12),
    );
    expect(states).toEqual(Array.from({ length: 12 }, (_, i) => (i === 3 ? "failed" : "delivered")));
    expect(carrier?.counters.unmatchedReceipts).toBe(0);
  });

  test("a constant id with references returned: by reference", async () => {
    const { states } = await deliver({ answer: () => "0", returnsReference: true }, [
      ...phones(10),
      ...phones(10),
    ]);
    expect(states).toEqual(Array(20).fill("delivered"));
  });

  test("one for a message nobody knows is counted and answered", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    const { id } = await gateway.send(message());
    await gateway.settled(id);
    const [first] = carrier.submitted;
    if (first)
      await carrier.receipt(
        { ...first, body: { ...first.body, destinationAddr: "447700900999" } },
        "foreign",
      );
    expect(gateway.state().carriers[0]?.counters.unmatchedReceipts).toBe(1);
  });

  test("receipts of each part add up to one status", async () => {
    const { states, carrier } = await deliver({}, [{ body: { kind: "text", text: "ж".repeat(200) } }]);
    expect(states).toEqual(["delivered"]);
    expect(carrier?.counters.receipts).toEqual({ delivered: 3 });
  });

  test("what memory has let go of is found on disk", async () => {
    await using db = await createTestDatabase("sqlite");
    const late: Pdu<"submit_sm">[] = [];
    await using carrier = await carrierForTests({
      receiptId: (_, pdu) => {
        late.push(pdu);
        return undefined;
      },
    });
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: carrier.route,
      ...quick,
      queue: { ...quick.queue, maxAwaiting: 3 },
    });
    const sent = await Promise.all(phones(20).map((one) => gateway.send(message(one))));
    await until(() => gateway.state().counters.sent === 20 && late.length === 20);
    await until(() => gateway.state().queue.inMemory <= 3);
    for (const [index, pdu] of late.entries()) await carrier.receipt(pdu, `id${index + 1}`);
    const statuses = await Promise.all(sent.map(({ id }) => gateway.settled(id)));
    expect(statuses.map((status) => status?.state)).toEqual(Array(20).fill("delivered"));
    expect(gateway.state().queue).toMatchObject({ unfinished: 0, inMemory: 0 });
  });
});

test("network errors in words", () => {
  expect(receiptWords("undeliverable", "1")).toBe(
    "the message could not be delivered: the number does not exist",
  );
  expect(receiptWords("expired", "027")).toBe(
    "the phone could not be reached in time: the phone is switched off or out of reach",
  );
  expect(receiptWords("rejected", "999")).toBe("the carrier or the phone rejected the message");
});
