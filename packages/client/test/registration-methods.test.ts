import { describe, expect, test } from "bun:test";
import { createClient, MemoryStore } from "../src/index.ts";

/** A device whose server gives one answer to everything; what it was asked is kept. */
async function facing(status: number, answer: object) {
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  const client = await createClient({
    store: new MemoryStore(),
    serverUrl: "http://127.0.0.1:9",
    WebSocket: class {} as never,
    fetch: async (url, init) => {
      asked.push({ path: new URL(url).pathname, body: JSON.parse(String(init?.body)) });
      return Response.json(answer, { status });
    },
  });
  return { client, asked };
}

const started = { registration: "r1", number: "+447700900001", expires_in: 600, resend_after: 30 };

describe("ways to a code", () => {
  test("are told, and asked for by name", async () => {
    const { client, asked } = await facing(201, { ...started, methods: ["voice", "sms", "pigeon"] });
    expect((await client.startRegistration("+447700900001")).methods).toEqual(["sms", "voice"]);
    await client.startRegistration("+447700900001", { method: "voice" });
    await client.resendCode("r1");
    await client.resendCode("r1", { method: "voice" });
    expect(asked).toEqual([
      { path: "/v1/registration", body: { number: "+447700900001" } },
      { path: "/v1/registration", body: { number: "+447700900001", method: "voice" } },
      { path: "/v1/registration/r1/resend", body: {} },
      { path: "/v1/registration/r1/resend", body: { method: "voice" } },
    ]);
  });

  test("of a server that names none are none; a refusal names what is left", async () => {
    const { client } = await facing(201, started);
    expect(await client.startRegistration("+447700900001")).not.toHaveProperty("methods");
    const error = { code: "prefix_closed", message: "Too many codes.", retry_after: 600, methods: ["voice"] };
    const { client: refused } = await facing(429, { error });
    await expect(refused.startRegistration("+447700900001")).rejects.toMatchObject({
      code: "prefix_closed",
      retryAfter: 600,
      methods: ["voice"],
    });
  });
});
