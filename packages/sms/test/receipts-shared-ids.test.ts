import { describe, expect, test } from "bun:test";
import { createTestDatabase } from "@culver/testing/engines";
import { openSmsGateway } from "../src/index.ts";
import { type CarrierScript, carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

/** Three parts of UCS-2. */
const LONG = { kind: "text", text: "ж".repeat(200) } as const;

async function stageFor(script: CarrierScript) {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await createTestDatabase("sqlite"));
  const carrier = stack.use(await carrierForTests(script));
  const options = { database: db.database, routes: carrier.route, ...quick };
  const gateway = stack.use(await openSmsGateway(options));
  await gateway.ready();
  const opened = stack.move();
  return { gateway, carrier, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

describe("a text that goes in one piece has one id and one receipt, which is for all its parts", () => {
  test.each([
    ["different ids", (n: number) => `id${n}`],
    ["one id for all", () => "same"],
  ])("%s, receipts before the answers", async (_, idOf) => {
    await using stage = await stageFor({
      query: "&long=payload",
      receiptId: () => undefined,
      answer: async (pdu, n) => {
        await stage.carrier.receipt(pdu, idOf(n));
        return idOf(n);
      },
    });
    const sent = [1, 2, 3, 4].map((n) => stage.gateway.send(message({ id: `long ${n}`, body: LONG })));
    for (const { id } of await Promise.all(sent)) {
      expect(await stage.gateway.settled(id)).toMatchObject({ state: "delivered" });
    }
    expect(stage.carrier.submitted).toHaveLength(4);
    expect(stage.gateway.state()).toMatchObject({ counters: { delivered: 4 }, queue: { unfinished: 0 } });
  });

  test("one id for all, receipts after the answers", async () => {
    await using stage = await stageFor({ query: "&long=payload", answer: () => "same" });
    const sent = [1, 2, 3].map((n) => stage.gateway.send(message({ id: `long ${n}`, body: LONG })));
    for (const { id } of await Promise.all(sent)) {
      expect(await stage.gateway.settled(id)).toMatchObject({ state: "delivered" });
    }
    expect(stage.gateway.state().queue.unfinished).toBe(0);
  });
});

test("one id for every part that goes by itself: a receipt settles one part, not all", async () => {
  await using stage = await stageFor({ receiptId: () => undefined, answer: () => "same" });
  const { gateway, carrier } = stage;
  const { id } = await gateway.send(message({ body: LONG }));
  await until(() => gateway.state().counters.sent === 1);
  expect(carrier.submitted).toHaveLength(3);
  expect(gateway.state().carriers[0]).toMatchObject({ idsRepeat: true });
  for (const [index, pdu] of carrier.submitted.entries()) {
    expect(gateway.state().counters.delivered).toBe(0);
    await carrier.receipt(pdu, "same");
    expect(gateway.state().carriers[0]?.counters.matchedBy).toEqual({ address: index + 1 });
  }
  expect(await gateway.settled(id)).toMatchObject({ state: "delivered" });
});
