import { describe, expect, test } from "bun:test";
import type { SmsStatus } from "@culver/sms";
import { createSandbox } from "../src/index.ts";
import { gatewayOver, get, sandboxWithGateway, until, write } from "./support.ts";

const handset = "/sandbox/handsets/+447700900123/messages";
const code = "Your Culver code is 482913.\n\n@localhost #482913";

describe("gateway and sandbox, over TCP", () => {
  test("a code arrives on the handset, and its receipt comes back", async () => {
    await using stage = await sandboxWithGateway();
    const states: SmsStatus["state"][] = [];
    stage.gateway.open.onStatus(({ state }) => void states.push(state));
    await stage.gateway.send({ to: "+447700900123", from: "Culver", text: code });
    const { messages } = await (await get(stage.sandbox, handset)).json();
    expect(messages).toMatchObject([
      { direction: "received", from: "Culver", to: "+447700900123", text: code, code: "482913", parts: 1 },
    ]);
    await until(() => states.length === 2);
    expect(states).toEqual(["sent", "delivered"]);
  });

  test("a long text with emoji is one message on the handset, with a receipt for each part", async () => {
    await using stage = await sandboxWithGateway();
    const text = "👩‍👩‍👧 ж ".repeat(40);
    await stage.gateway.send({ to: "+447700900123", from: "+447700900999", text });
    const { messages } = await (await get(stage.sandbox, handset)).json();
    expect(messages.map((message: { text: string }) => message.text)).toEqual([text]);
    expect(messages[0].parts).toBeGreaterThan(3);
    expect(stage.gateway.open.state().carriers[0]?.counters.receipts).toEqual({
      delivered: messages[0].parts,
    });
  });

  test.each(["+447700901000", "+447700899999", "+15005550006"])(
    "%s is no handset: ESME_RINVDSTADR",
    async (to) => {
      await using stage = await sandboxWithGateway();
      const failure = await stage.gateway.send({ to, from: "Culver", text: "x" }).catch((error) => error);
      expect(String(failure)).toContain("failed ESME_RINVDSTADR");
    },
  );

  test("what a handset sends reaches the handler before the POST is answered", async () => {
    await using stage = await sandboxWithGateway();
    const received: { from: string; to: string; text: string }[] = [];
    stage.gateway.onIncoming(async ({ from, to, text }) => {
      await Bun.sleep(20);
      received.push({ from, to, text });
    });
    const short = await write(stage.sandbox, "POST", handset, { to: "Culver", text: "STOP" });
    expect(short.status).toBe(201);
    expect(received).toEqual([{ from: "+447700900123", to: "Culver", text: "STOP" }]);
    const long = "ж".repeat(2000);
    expect((await write(stage.sandbox, "POST", handset, { to: "+44 7700 900 555", text: long })).status).toBe(
      201,
    );
    expect(received[1]).toEqual({ from: "+447700900123", to: "+447700900555", text: long });
    const { messages } = await (await get(stage.sandbox, handset)).json();
    expect(messages.map((message: { direction: string }) => message.direction)).toEqual(["sent", "sent"]);
  });

  test("a text the gateway cannot take now, or while none is connected, waits", async () => {
    await using stage = await sandboxWithGateway();
    const texts: string[] = [];
    let fail = true;
    stage.gateway.onIncoming(async ({ text }) => {
      if (fail) throw new Error("disk full");
      texts.push(text);
    });
    const refused = await write(stage.sandbox, "POST", handset, { to: "Culver", text: "hi" });
    expect([refused.status, (await refused.json()).message.waiting]).toEqual([202, true]);
    fail = false;
    await until(() => texts.length === 1);
    await stage.gateway[Symbol.asyncDispose]();
    const unconnected = await write(stage.sandbox, "POST", handset, { to: "Culver", text: "hi" });
    expect([unconnected.status, (await unconnected.json()).message.waiting]).toEqual([202, true]);
  });

  test("without the run's password nobody binds", async () => {
    await using sandbox = await createSandbox();
    await using gateway = await gatewayOver(sandbox.route.replace(/:[^:@]+@/, ":guess@"));
    await until(() => gateway.problem().includes("ESME_RINVPASWD"));
  });

  test("the gateway comes back when the carrier does, on the same port", async () => {
    const first = await createSandbox();
    await using gateway = await gatewayOver(first.route);
    await gateway.open.ready();
    await first.close();
    await until(() => gateway.open.state().carriers[0]?.isBound === false);
    // Another run has another password: the link keeps trying and says why.
    await using second = await createSandbox({ port: first.port });
    await until(() => gateway.problem().includes("ESME_RINVSYSID"));
    expect(second.route).not.toBe(first.route);
  });
});
