import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { GatewayState, MessageTrace } from "@culver/sms";
import { Registry } from "prom-client";
import { createOperator, type Operator, registerLegMetrics, registerSmsMetrics } from "../src/index.ts";
import { delivered, type World, world } from "./support.ts";

const TOKEN = "a-token-of-this-test";
let it: World;
let operator: Operator;

beforeAll(async () => {
  it = await world();
  operator = createOperator({ gateway: it.gateway, token: TOKEN, sender: "Culver" });
});
afterAll(() => it[Symbol.asyncDispose]());

async function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://localhost:8080${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await operator.fetch(request, true);
  if (answer === undefined) throw new Error("not the operator's");
  return answer;
}

const withToken = { authorization: `Bearer ${TOKEN}` };

describe("who may come in", () => {
  test("nobody from elsewhere learns that there is something", () => {
    expect(operator.fetch(new Request("http://localhost/operator/sms"), false)).toBeUndefined();
    expect(operator.fetch(new Request("http://localhost/operators"), true)).toBeUndefined();
  });

  test("sending, asking by number and changing things need the token", async () => {
    const calls: [string, unknown][] = [
      ["/operator/sms/messages", { to: "+447700900123", text: "Hello" }],
      ["/operator/sms/trace", { phone: "+447700900123" }],
      ["/operator/sms/receipts", { since: 0 }],
      ["/operator/sms/routes/reload", {}],
      ["/operator/sms/suppressions/add", { phone: "+447700900123" }],
      ["/operator/business/voucher", { number: "+447700900123" }],
      ["/operator/business/release", { number: "+447700900123" }],
    ];
    for (const [path, body] of calls) {
      expect((await call(path, body)).status).toBe(401);
      expect((await call(path, body, { authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
    }
    expect((await call("/operator/sms/suppressions")).status).toBe(401);
  });

  test("a form of another page sends nothing", async () => {
    const answer = await call("/operator/sms/trace", { id: "x" }, { "content-type": "text/plain" });
    expect(answer.status).toBe(415);
  });
});

describe("numbers of businesses", () => {
  test("are vouched for, listed and released", async () => {
    const numbers = new Set<string>();
    const businessNumbers = {
      vouch: async (number: string) => ({ voucher: `v-${numbers.add(number).size}`, expiresAt: 5 }),
      list: async () => [...numbers],
      release: async (number: string) => void numbers.delete(number),
    };
    const { gateway } = it;
    const own = createOperator({ gateway, token: TOKEN, sender: "Culver", businessNumbers });
    const ask = async (path: string, body?: unknown) => {
      const answer = await own.fetch(
        new Request(`http://localhost/operator/business/${path}`, {
          method: body === undefined ? "GET" : "POST",
          headers: { ...withToken, "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
        true,
      );
      return { status: answer?.status, text: await answer?.text() };
    };
    const number = "+442079460018";
    const voucher = JSON.stringify({ number, voucher: "v-1", expires_at: 5 });
    expect(await ask("voucher", { number })).toEqual({ status: 200, text: voucher });
    expect((await ask("voucher", { number: "020 7946" })).status).toBe(400);
    expect((await ask("numbers")).text).toBe(JSON.stringify({ numbers: [number] }));
    expect((await ask("release", { number })).status).toBe(204);
    expect((await ask("numbers")).text).toBe('{"numbers":[]}');
  });

  test("are unknown where there are no texts", async () => {
    expect((await call("/operator/business/numbers", undefined, withToken)).status).toBe(404);
  });
});

describe("state and traces", () => {
  test("a text from the operator goes its way, and its trace tells it without text or number", async () => {
    const answer = await call(
      "/operator/sms/messages",
      { to: "+447700900124", text: "Quite private" },
      withToken,
    );
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    await it.gateway.settled(id);
    const text = await (await call("/operator/sms/trace", { id })).text();
    const { traces } = JSON.parse(text) as { traces: MessageTrace[] };
    expect(traces[0]?.state).toBe("delivered");
    expect(traces[0]?.events.map(({ kind }) => kind)).toContain("submitted");
    expect(text).not.toMatch(/Quite private|447700900124/);

    const byPhone = await call("/operator/sms/trace", { phone: "+447700900124" }, withToken);
    expect(((await byPhone.json()) as { traces: MessageTrace[] }).traces[0]?.id).toBe(id);
    const { reference = -1 } = traces[0] ?? {};
    const byReference = await call("/operator/sms/trace", { reference });
    expect(((await byReference.json()) as { traces: MessageTrace[] }).traces.map((t) => t.id)).toContain(id);
  });

  test("the state names the carrier and its bind", async () => {
    const state = (await (await call("/operator/sms/state")).json()) as GatewayState;
    expect(state.carriers[0]?.binds[0]?.status).toBe("bound");
    expect(JSON.stringify(state)).not.toContain("password");
  });

  test.each([
    [{ to: "12345", text: "Hello" }, 400],
    [{ to: "+447700900123", text: "" }, 400],
    [{ to: "+447700900123", text: "Hello", extra: 1 }, 400],
    [{ to: "+447700900123", text: "Hello", from: "Longer than 11" }, 422],
    [[], 400],
  ])("%j is refused with %d and a reason", async (body, status) => {
    const answer = await call("/operator/sms/messages", body, withToken);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: { message: string } }).error.message).not.toBe("");
  });

  test("without a file of routes there is nothing to reload, and it says so", async () => {
    const answer = await call("/operator/sms/routes/reload", {}, withToken);
    expect(answer.status).toBe(409);
  });
});

test("metrics have a line for each carrier, bucket and bind, and hold no number", async () => {
  await delivered(it.gateway);
  const registry = new Registry();
  registerSmsMetrics(registry, () => it.gateway.state());
  const text = await registry.metrics();
  expect(text).toMatch(/culver_sms_accepted_total\{carrier="[^"]+"\} [1-9]/);
  expect(text).toMatch(/culver_sms_answer_seconds_bucket\{carrier="[^"]+",le="\+Inf"\} [1-9]/);
  expect(text).toMatch(/culver_sms_bound\{carrier="[^"]+",bind="[^"]+",kind="transceiver"\} 1/);
  expect(text).not.toContain("447700900123");
  expect(await registry.metrics()).toBe(text);
});

test("metrics of the leg follow its counters", async () => {
  const registry = new Registry();
  let taken = 1;
  let reads = 0;
  const counters = {
    repeated: 0,
    delivered: 2,
    unknown: 3,
    notices: 0,
    dropped: 0,
    keywords: 0,
    statuses: 4,
  };
  registerLegMetrics(registry, async () => {
    reads++;
    return { numbers: 20, pairs: 5, counters: { ...counters, taken, refused: { "pool-exhausted": 6 } } };
  });
  await registry.metrics();
  taken = 7;
  const text = await registry.metrics();
  expect(text).toContain('culver_sms_people_total{event="taken"} 7');
  expect(text).toContain('culver_sms_people_refused_total{reason="pool-exhausted"} 6');
  expect(text).toContain("culver_sms_pool_pairs 5");
  expect(reads).toBe(2);
});
