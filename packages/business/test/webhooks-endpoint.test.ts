import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { resolveTarget, verifyEndpoint } from "../src/webhooks/index.ts";
import { serveHttp, serveTcp } from "./outgoing-support.ts";

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

const reach = { allow: ["127.0.0.1"] };

/** A callback as its author would write it; `answer` gets the challenge. */
const callback = (answer: (challenge: string) => string, status = 200) =>
  serveHttp((request, response) => {
    const query = new URL(request.url ?? "", "http://x").searchParams;
    const isAsked = query.get("hub.mode") === "subscribe" && query.get("hub.verify_token") === "tök en&";
    response.writeHead(isAsked ? status : 403).end(answer(query.get("hub.challenge") ?? ""));
  });

describe("verification of a callback", () => {
  test("is a bare challenge with 200", async () => {
    const { url } = stack.use(await callback((challenge) => challenge));
    expect(await verifyEndpoint(url, "tök en&", reach)).toEqual({ verified: true });
    expect(await verifyEndpoint(`${url}/hook?hub.mode2=1&x=%20#f`, "tök en&", reach)).toEqual({
      verified: true,
    });
    expect(await verifyEndpoint(url, "another", reach)).toEqual({ verified: false, reason: "status" });
  });

  test("is nothing else", async () => {
    for (const [answer, status, reason] of [
      [(challenge: string) => `"${challenge}"`, 200, "challenge"],
      [() => "ok", 200, "challenge"],
      [(challenge: string) => challenge, 201, "status"],
      [(challenge: string) => challenge, 302, "status"],
      [(challenge: string) => challenge + " ".repeat(5_000), 200, "size"],
    ] as const) {
      const { url } = stack.use(await callback(answer, status));
      expect(await verifyEndpoint(url, "tök en&", reach)).toEqual({ verified: false, reason });
    }
  });

  test("does not reach private addresses, plain http or what hangs", async () => {
    const hanging = stack.use(await serveTcp(() => undefined));
    expect(await verifyEndpoint(hanging.url, "t", { ...reach, timeoutMs: 50 })).toMatchObject({
      reason: "timeout",
    });
    expect(await verifyEndpoint(hanging.url, "t")).toMatchObject({ reason: "url" });
    expect(await verifyEndpoint("https://[::1]/", "t")).toMatchObject({ reason: "address" });
    expect(await verifyEndpoint("no URL", "t")).toMatchObject({ reason: "url" });
  });
});

test("the phone number's callback goes before the business account's, and that before the app's", () => {
  const all = {
    app: "1",
    callbackUrl: "https://a/",
    wabaOverride: "https://w/",
    phoneOverride: "https://p/",
  };
  expect(resolveTarget(all)).toEqual({ app: "1", url: "https://p/" });
  expect(resolveTarget({ ...all, phoneOverride: undefined })).toEqual({ app: "1", url: "https://w/" });
  expect(resolveTarget({ ...all, phoneOverride: "", wabaOverride: "" })).toEqual({
    app: "1",
    url: "https://a/",
  });
  expect(resolveTarget({ app: "1" })).toBeUndefined();
});
