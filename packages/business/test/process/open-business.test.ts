import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forEachEngine } from "@culver/testing/engines";
import { type BusinessOptions, openBusiness, partOf } from "../../src/index.ts";
import { createInFlight } from "../../src/process/in-flight.ts";

describe("what is a business's", () => {
  test.each([
    ["/v23.0/111/messages", "graph"],
    ["/111/messages", "graph"],
    ["/debug_token", "graph"],
    ["/oauth/access_token", "graph"],
    ["/upload:abc", "graph"],
    ["/upload%3Aabc", "graph"],
    ["/business/api/session", "inbox"],
    ["/business/admin/tokens", "admin"],
    ["/business/openapi.json", "docs"],
    ["/business/qr/ABCDEFGHIJKLMN.svg", "media"],
    ["/v1/server", undefined],
    ["/v1/stream", undefined],
    ["/business", undefined],
    ["/", undefined],
    ["/assets/app-12345678.js", undefined],
  ])("%s: %s", (path, part) => {
    expect(partOf(path)).toBe(part as ReturnType<typeof partOf>);
  });
});

test("the end waits for answers under way, and takes none more", async () => {
  const inFlight = createInFlight(60_000);
  const { promise, resolve } = Promise.withResolvers<Response>();
  const running = inFlight.run(() => promise);
  let hasEnded = false;
  const ending = inFlight[Symbol.asyncDispose]().then(() => {
    hasEnded = true;
  });
  const refused = await inFlight.run(async () => new Response());
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(hasEnded).toBe(false);
  resolve(new Response("done"));
  expect(await (await running).text()).toBe("done");
  await ending;
});

test("the end does not wait for ever", async () => {
  const inFlight = createInFlight(1);
  void inFlight.run(() => new Promise(() => undefined));
  await inFlight[Symbol.asyncDispose]();
});

forEachEngine("a business's process whose relay is away", (engine) => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "culver-business-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function open(more: Partial<BusinessOptions> = {}) {
    const { database } = await engine();
    return openBusiness({
      ...{ database, directory },
      // Nobody listens on port 9 of this machine.
      serverUrl: "http://127.0.0.1:9",
      publicUrl: new URL("https://business.example.org"),
      operatorToken: "the operator's",
      isLocal: (_, peer) => peer === "127.0.0.1",
      ...more,
    });
  }
  const ask = (path: string, init: RequestInit = {}) =>
    new Request(`https://business.example.org${path}`, init);
  const headers = { authorization: "Bearer the operator's", "content-type": "application/json" };

  test("is there all the same, and refuses in Graph's words who shows no good token", async () => {
    await using business = await open();
    expect(await business.isWell()).toBe(true);
    const answer = await business.fetch(
      ask("/v23.0/me", { headers: { authorization: "Bearer x" } }),
      "192.0.2.1",
    );
    expect(answer?.status).toBe(401);
    expect(await answer?.json()).toMatchObject({ error: { code: 190 } });
    expect(answer?.headers.get("x-content-type-options")).toBe("nosniff");
    expect(business.fetch(ask("/v1/server"), "192.0.2.1")).toBeUndefined();
  });

  test("tells nobody elsewhere that the operator has calls here", async () => {
    await using business = await open();
    const list = () => ask("/business/admin/businesses", { headers });
    expect(business.fetch(list(), "192.0.2.1")).toBeUndefined();
    expect((await business.fetch(list(), "127.0.0.1"))?.status).toBe(200);
    expect((await business.fetch(ask("/business/admin/businesses"), "127.0.0.1"))?.status).toBe(401);
  });

  test("keeps the number whose sign-up could not be begun, and says why in words", async () => {
    await using business = await open();
    const body = JSON.stringify({ number: "+447700900001", name: "Shop" });
    const call = ask("/business/admin/numbers", { method: "POST", headers, body });
    const answer = await business.fetch(call, "127.0.0.1");
    expect(answer?.status).toBe(422);
    expect(await answer?.json()).toMatchObject({ error: { code: "network" } });
    expect(business.accounts.numberOf("+447700900001")).toMatchObject({ name: "Shop", status: "pending" });
    expect(await business.figures()).toMatchObject({ devices: 0, devicesOnline: 0, webhooksWaiting: 0 });
  });

  test("opens a database again with everything that was in it", async () => {
    const { database } = await engine();
    let id: string;
    {
      await using first = await open({ database });
      ({ id } = await first.accounts.createWithNumber({ name: "Shop", number: "+447700900001" }));
    }
    await using second = await open({ database });
    expect(second.accounts.number(id)).toMatchObject({ number: "+447700900001" });
  });

  test("a second process on the same database is refused in words", async () => {
    const { database, reopen } = await engine();
    await using first = await open({ database });
    const refusal = await open({ database: await reopen() }).catch((error: unknown) => error);
    expect(String(refusal)).toContain("Another process has this business's database");
    expect(await first.isWell()).toBe(true);
  });

  test("one whose database was taken over stops, and says so to all who ask", async () => {
    const { database } = await engine();
    await using business = await open({ database });
    const { promise: lost, resolve } = Promise.withResolvers<void>();
    business.lost.addEventListener("abort", () => resolve());
    await database.execute("UPDATE business_process SET owner = 'another'");
    await lost;
    expect(await business.isWell()).toBe(false);
    expect((await business.fetch(ask("/v23.0/me"), "192.0.2.1"))?.status).toBe(503);
  });

  test("calls of the operator that make no sense are refused by name", async () => {
    await using business = await open();
    const post = async (path: string, body: string, type = "application/json") => {
      const request = ask(`/business/admin/${path}`, {
        ...{ method: "POST", body },
        headers: { ...headers, "content-type": type },
      });
      const answer = await business.fetch(request, "127.0.0.1");
      if (answer === undefined) throw new Error("nobody answered");
      const { error } = (await answer.json()) as { error: { code: string } };
      return `${answer.status} ${error.code}`;
    };
    expect(await post("numbers", "{}", "text/plain")).toBe("415 content_type");
    expect(await post("numbers", "{")).toBe("400 bad_request");
    expect(await post("numbers", '{"number":1}')).toBe("400 bad_request");
    expect(await post("numbers", '{"number":"+447700900001"}')).toBe("422 graph_100");
    expect(await post("numbers", '{"number":"+447700900001","name":"x","code":"1"}')).toBe(
      "409 no_registration",
    );
    expect(await post("tokens", '{"business":"1","scopes":["everything"]}')).toBe("400 bad_request");
    expect(await post("tokens", '{"business":"1"}')).toBe("422 graph_100");
    expect(await post("tokens/revoke", "{}")).toBe("400 bad_request");
    expect(await post("webhooks/replay", '{"seqs":[]}')).toBe("400 bad_request");
    expect(await post("templates/review", '{"id":"1","decision":"approve"}')).toBe("422 graph_100");
    expect(await post("agents/disable", '{"business":"1","id":"1","isDisabled":true}')).toBe("422 not_found");
    expect(await post("agents/invite", '{"business":"1","name":"x","role":"king"}')).toBe("400 bad_request");
    expect(await post("nothing", "{}")).toBe("404 not_found");
    expect(await post("numbers", `{"number":"${"1".repeat(70_000)}"}`)).toBe("413 too_large");
  });
});
