import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { openSmsGateway, type SmsStatus } from "../src/index.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

forEachEngine("the durable gateway", (open) => {
  test("a message is sent, its receipt matched, its statuses told, its content erased", async () => {
    const { database } = await open();
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({ database, routes: carrier.route, ...quick });
    const statuses: SmsStatus[] = [];
    gateway.onStatus((status) => void statuses.push(status));
    const { id } = await gateway.send(message({ account: "ann", id: "one" }));
    expect(id).toBe("one");
    expect(await gateway.settled(id)).toMatchObject({
      id,
      state: "delivered",
      account: "ann",
      purpose: "person",
    });
    await until(() => statuses.length === 2);
    expect(statuses.map(({ state }) => state)).toEqual(["sent", "delivered"]);
    const [row] = await database.query("SELECT content, key_id, due_at FROM sms_messages");
    expect(row).toEqual({ content: null, key_id: null, due_at: null });
    await until(() => gateway.state().queue.statuses === 0);
    const [trace] = await gateway.trace("one");
    expect(trace?.events.map(({ kind }) => kind)).toEqual([
      "queued",
      "chosen",
      "submitted",
      "answered",
      "receipt",
      "delivered",
    ]);
    expect(JSON.stringify(trace)).not.toContain("447700900123");
    expect(JSON.stringify(gateway.state())).not.toContain("secret");
    expect(await gateway.tracesOf("+447700900123")).toHaveLength(1);
    expect(await Array.fromAsync(gateway.replayReceipts(0))).toMatchObject([
      { id: "one", state: "delivered", part: 0 },
    ]);
  });
});
