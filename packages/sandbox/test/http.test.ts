import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createSandbox } from "../src/index.ts";
import { formatNumber, isHandsetNumber, nextFreeNumber, parseNumber } from "../src/number-range.ts";
import { oneTimeCode } from "../src/one-time-code.ts";
import { get, sandboxWithGateway, write } from "./support.ts";

const handset = "/sandbox/handsets/%2B447700900123";

async function errorOf(response: Response): Promise<[number, string]> {
  const { error } = await response.json();
  expect(typeof error.message).toBe("string");
  return [response.status, error.code];
}

describe("handsets over HTTP", () => {
  test("every spelling of a number is the same handset", async () => {
    await using sandbox = await createSandbox();
    for (const spelling of [
      "+447700900123",
      "447700900123",
      "%2B447700900123",
      "%2B44%207700%20900123",
      "07700900123",
    ]) {
      const response = await get(sandbox, `/sandbox/handsets/${spelling}/messages`);
      expect(await response.json()).toEqual({ number: "+447700900123", messages: [] });
    }
  });

  test("numbers outside the range are 404, what is no number is 400", async () => {
    await using sandbox = await createSandbox();
    for (const number of ["+447700901000", "447700899999", "+15005550006"]) {
      const path = `/sandbox/handsets/${number}/messages`;
      expect(await errorOf(await get(sandbox, path))).toEqual([404, "no-such-handset"]);
      expect(await errorOf(await write(sandbox, "POST", path, { to: "Culver", text: "x" }))).toEqual([
        404,
        "no-such-handset",
      ]);
    }
    for (const number of ["bob", "1", "%00", "+44%27700900123", "447700900123447700900123"]) {
      const response = await get(sandbox, `/sandbox/handsets/${number}/messages`);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });

  test.each([
    [{}, "to"],
    [{ to: "Culver" }, "text"],
    [{ to: "Culver", text: "" }, "text: is empty"],
    [{ to: "Culver", text: "x".repeat(2001) }, "text"],
    [{ to: 7, text: "x" }, "to"],
    [{ to: "not a sender name", text: "x" }, "to"],
    [{ to: "Culver", text: "x", extra: 1 }, "extra"],
    [[], "object"],
    [null, "object"],
  ])("%j is refused, and says why", async (body, why) => {
    await using stage = await sandboxWithGateway();
    const response = await write(stage.sandbox, "POST", `${handset}/messages`, body);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error.code).toBe("invalid");
    expect(error.message).toContain(why);
  });

  test("what is no JSON, has another type, or is too large", async () => {
    await using sandbox = await createSandbox();
    const path = `${handset}/messages`;
    const body = { to: "Culver", text: "x" };
    expect(await errorOf(await write(sandbox, "POST", path, "{"))).toEqual([400, "invalid-json"]);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
      const response = await write(sandbox, "POST", path, body, { "content-type": type });
      expect(await errorOf(response)).toEqual([415, "content-type"]);
    }
    const large = await write(sandbox, "POST", path, { to: "Culver", text: "x".repeat(20_000) });
    expect(await errorOf(large)).toEqual([413, "too-large"]);
    expect(await errorOf(await get(sandbox, "/sandbox/nothing"))).toEqual([404, "not-found"]);
  });

  test("other sites can neither write nor, under a foreign name, read", async () => {
    await using stage = await sandboxWithGateway();
    stage.gateway.onIncoming(() => undefined);
    const post = (headers: Record<string, string>) =>
      write(stage.sandbox, "POST", `${handset}/messages`, { to: "Culver", text: "x" }, headers);
    const host = "localhost:8080";
    for (const headers of [
      { host, origin: "https://evil.example" },
      { host, origin: "null" },
      { host, origin: "http://localhost:9999" },
      { host, "sec-fetch-site": "cross-site" },
      { host, "sec-fetch-site": "same-site", origin: "http://localhost:8080" },
    ]) {
      expect(await errorOf(await post(headers))).toEqual([403, "cross-site"]);
    }
    expect(
      (await post({ host, origin: "http://localhost:8080", "sec-fetch-site": "same-origin" })).status,
    ).toBe(201);
    expect((await post({ host })).status).toBe(201);
    const rebound = { host: "attacker.example:8080", origin: "http://attacker.example:8080" };
    expect(await errorOf(await get(stage.sandbox, `${handset}/messages`, rebound))).toEqual([
      421,
      "wrong-host",
    ]);
    await using named = await createSandbox({ hosts: ["phones.test"] });
    expect((await get(named, "/sandbox/handsets", { host: "phones.test" })).status).toBe(200);
  });

  test("since and limit", async () => {
    await using stage = await sandboxWithGateway({ keep: 5 });
    for (let i = 1; i <= 7; i++) {
      await stage.gateway.send({ to: "+447700900123", from: "Culver", text: `text ${i}` });
    }
    const texts = async (query: string) => {
      const { messages } = await (await get(stage.sandbox, `${handset}/messages${query}`)).json();
      return messages.map(({ text }: { text: string }) => Number(text.slice(5)));
    };
    expect(await texts("")).toEqual([3, 4, 5, 6, 7]);
    expect(await texts("?limit=2")).toEqual([6, 7]);
    expect(await texts("?since=5")).toEqual([6, 7]);
    for (const query of ["?limit=0", "?limit=201", "?limit=x", "?since=-1", "?since=1.5"]) {
      expect(await errorOf(await get(stage.sandbox, `${handset}/messages${query}`))).toEqual([
        400,
        "invalid",
      ]);
    }
    const { handsets } = await (await get(stage.sandbox, "/sandbox/handsets")).json();
    expect(handsets).toMatchObject([{ number: "+447700900123", display: "+44 7700 900123", messages: 5 }]);
  });

  test("any path and body: an answer below 500", async () => {
    await using sandbox = await createSandbox();
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.json(), async (path, body) => {
        const target = `/sandbox/handsets/${path}`;
        expect((await write(sandbox, "POST", target, body)).status).toBeLessThan(500);
        expect((await get(sandbox, target)).status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
  });
});

describe("live feed", () => {
  test("starts with a snapshot, goes on with messages, ends when the sandbox closes", async () => {
    const stage = await sandboxWithGateway();
    await stage.gateway.send({ to: "+447700900001", from: "Culver", text: "before" });
    const response = await get(stage.sandbox, "/sandbox/events");
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    await stage.gateway.send({ to: "+447700900002", from: "Culver", text: "after" });
    await stage[Symbol.asyncDispose]();
    const events = (await response.text()).split("\n\n").filter((event) => event.startsWith("event:"));
    expect(events.map((event) => event.slice(7, event.indexOf("\n")))).toEqual([
      "snapshot",
      "handset",
      "message",
    ]);
    expect(events[0]).toContain("before");
    expect(events[2]).toContain("after");
  });

  test("a reader that goes leaves no subscription; one that stalls is cut off", async () => {
    await using stage = await sandboxWithGateway();
    const gone = await get(stage.sandbox, "/sandbox/events");
    await gone.body?.cancel();
    const stalled = await get(stage.sandbox, "/sandbox/events");
    await Promise.all(
      Array.from({ length: 600 }, () =>
        stage.gateway.send({ to: "+447700900123", from: "Culver", text: "x" }),
      ),
    );
    // The stream has ended although the sandbox has not.
    const events = (await stalled.text()).split("\n\n");
    expect(events.length).toBeLessThan(600);
  }, 15_000);
});

describe("the page", () => {
  test("is served with its parts, quickly, under a policy without inline code", async () => {
    const began = performance.now();
    await using sandbox = await createSandbox();
    const page = await get(sandbox, "/sandbox");
    const html = await page.text();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(html).toContain("Sandbox carrier is on. Anyone who can open this page can read every code.");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style=|onclick=/);
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? "");
    expect(links).toHaveLength(3);
    for (const link of links) {
      const asset = await get(sandbox, link);
      expect(asset.status).toBe(200);
      const text = await asset.text();
      expect(text.length).toBeGreaterThan(100);
      for (const [, font] of text.matchAll(/url\("?([^")]+\.woff2)"?\)/g)) {
        expect((await get(sandbox, font ?? "")).status).toBe(200);
      }
    }
    expect((await get(sandbox, "/sandbox/assets/..%2Fpackage.json")).status).toBe(404);
  });
});

describe("numbers and codes", () => {
  test("the range, its formatting and the next free number", () => {
    expect(parseNumber("07700 900123")).toBe("+447700900123");
    expect(isHandsetNumber("+447700900000") && isHandsetNumber("+447700900999")).toBe(true);
    expect(isHandsetNumber("+447700901000")).toBe(false);
    expect(formatNumber("+447700900123")).toBe("+44 7700 900123");
    expect(nextFreeNumber(new Set(["+447700900001"]))).toBe("+447700900002");
    const all = Array.from({ length: 1000 }, (_, i) => `+${447_700_900_000 + i}`);
    expect(nextFreeNumber(new Set(all))).toBeUndefined();
  });

  test.each([
    ["Your Culver code is 482913.\n\n@localhost #482913", "482913"],
    ["119204 is your verification code", "119204"],
    ["Code: 0042", "0042"],
    ["Call +447700900123 about the code", undefined],
    ["See you at 1030", undefined],
    ["", undefined],
  ])("the code in %j", (text, code) => {
    expect(oneTimeCode(text)).toBe(code);
  });
});
