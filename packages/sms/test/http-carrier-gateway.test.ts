import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { createTwilioCarriers } from "../src/http-carrier/index.ts";
import { openSmsGateway, type SmsGateway, type SmsIncoming, type SmsStatus } from "../src/index.ts";
import {
  type Answer,
  created,
  PUBLIC,
  refused,
  restServer,
  routeTo,
  webhook,
} from "./http-carrier-support.ts";
import { until } from "./support.ts";

const PHONE = "+4915123456789";
const OURS = "+12025550100";

forEachEngine("a carrier by HTTP in the gateway", (open) => {
  async function gatewayTo(...answers: readonly { readonly answer?: Answer; readonly query?: string }[]) {
    const stack = new AsyncDisposableStack();
    const carriers = createTwilioCarriers({ publicUrl: new URL(PUBLIC) });
    const servers = answers.map(({ answer = created }) => stack.use(restServer(answer)));
    const routes = servers.map(({ port }, i) => routeTo(port, answers[i]?.query ?? `?id=r${i}&cost=${i}`));
    const { database } = await open();
    const gateway: SmsGateway = stack.use(
      await openSmsGateway({ database, routes: routes.map((route) => carriers.source(route)) }),
    );
    const statuses: SmsStatus[] = [];
    const incoming: SmsIncoming[] = [];
    gateway.onStatus((status) => void statuses.push(status));
    gateway.onIncoming((message) => void incoming.push(message));
    const send = (text: string, options = {}) =>
      gateway.send({ to: PHONE, from: OURS, body: { kind: "text", text }, purpose: "person", ...options });
    const told = (index: number, fields: Record<string, string>) => {
      const callback = servers[index]?.posted.at(-1)?.form.get("StatusCallback")?.split("#")[0] ?? "";
      return carriers.fetch(webhook(callback, { To: PHONE, From: OURS, ...fields }));
    };
    const dispose = () => stack.disposeAsync();
    return { carriers, servers, gateway, statuses, incoming, send, told, [Symbol.asyncDispose]: dispose };
  }

  test("a text of several parts is one request, and one callback delivers it", async () => {
    await using g = await gatewayTo({});
    const { id } = await g.send("a".repeat(400));
    await until(() => g.statuses.some(({ state }) => state === "sent"));
    expect(g.servers[0]?.posted).toHaveLength(1);
    const MessageSid = `SM${"1".padStart(32, "0")}`;
    expect((await g.told(0, { MessageSid, MessageStatus: "sent" }))?.status).toBe(204);
    expect((await g.told(0, { MessageSid, MessageStatus: "delivered" }))?.status).toBe(204);
    expect((await g.gateway.settled(id))?.state).toBe("delivered");
  });

  test("a refusal for good goes to the next carrier", async () => {
    await using g = await gatewayTo({ answer: () => refused(400, 21612) }, {});
    await g.send("x");
    await until(() => g.statuses.some(({ state }) => state === "sent"));
    expect(g.servers.map(({ posted }) => posted.length)).toEqual([1, 1]);
  });

  test("when nobody takes it the reason is in words", async () => {
    await using g = await gatewayTo({ answer: () => refused(400, 21610) });
    await g.send("x");
    await until(() => g.statuses.some(({ state }) => state === "failed"));
    expect(g.statuses.at(-1)).toMatchObject({ code: "21610", reason: expect.stringContaining("opted out") });
  });

  test("a code that no carrier takes as a text is spoken by one that calls", async () => {
    await using g = await gatewayTo({
      answer: (posted, count) =>
        posted.path.endsWith("Calls.json") ? created(posted, count) : refused(400, 21614),
      query: "?id=r0&voice=on",
    });
    await g.send("Your code is 1, 2", { purpose: "code" });
    await until(() => g.statuses.some(({ state }) => state === "sent"));
    expect(g.servers[0]?.posted.map(({ path }) => path.split("/").at(-1))).toEqual([
      "Messages.json",
      "Calls.json",
    ]);
  });

  test("what a phone writes is taken in once, also when the carrier posts it again", async () => {
    await using g = await gatewayTo({});
    const fields = { MessageSid: "SM77", From: PHONE, To: OURS, Body: "hello" };
    const url = `${PUBLIC}/sms/twilio/r0/incoming`;
    for (let i = 0; i < 2; i++) expect((await g.carriers.fetch(webhook(url, fields)))?.status).toBe(200);
    expect(g.incoming).toMatchObject([{ from: PHONE, to: OURS, body: { kind: "text", text: "hello" } }]);
  });
});
