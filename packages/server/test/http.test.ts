import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, forEachEngine, type TestDatabase } from "@culver/testing/engines";
import { clientAddress, limitedAddress, TrustedProxies } from "../src/http/client-address.ts";
import { StaticFiles } from "../src/http/static-files.ts";
import { bytes, count, duration } from "../src/http/status-words.ts";
import { Harness } from "./accounts-harness.ts";

describe("the caller's address", () => {
  const proxies = new TrustedProxies(["10.0.0.0/8", "2001:db8::/32", "127.0.0.1"]);

  test("is the peer's unless that is a trusted proxy", () => {
    expect(clientAddress("192.0.2.1", "198.51.100.9", proxies)).toBe("192.0.2.1");
    expect(clientAddress("10.0.0.1", "198.51.100.9", proxies)).toBe("198.51.100.9");
    expect(clientAddress("::ffff:10.0.0.1", "1.1.1.1, 198.51.100.9, 10.2.2.2", proxies)).toBe("198.51.100.9");
    expect(clientAddress("2001:db8::1", "[2a00::5]:443", proxies)).toBe("2a00::5");
    expect(clientAddress("10.0.0.1", "198.51.100.9:5123", proxies)).toBe("198.51.100.9");
    expect(clientAddress("10.0.0.1", "garbage", proxies)).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", undefined, proxies)).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", "10.0.0.2, 10.0.0.3", proxies)).toBe("10.0.0.2");
  });

  test("counts for limits as a /64 when it is IPv6", () => {
    expect(limitedAddress("192.0.2.1")).toBe("192.0.2.1");
    expect(limitedAddress("2001:db8:0:1::5")).toBe("2001:db8:0:1::/64");
    expect(limitedAddress("2001:0db8::9:0:0:5")).toBe("2001:db8:0:0::/64");
    expect(limitedAddress("::1")).toBe("0:0:0:0::/64");
  });

  test("a range that is none is refused", () => {
    for (const range of ["10.0.0.0/33", "nonsense", "10.0.0.0/", "::/129", "1.2.3.4/-1"]) {
      expect(() => new TrustedProxies([range])).toThrow(TypeError);
    }
  });
});

test("durations and counts are written for people", () => {
  expect([0, 59_999, 60_000, 3_600_000, 90_000_000].map(duration)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 h 0 min",
    "1 d 1 h",
  ]);
  expect([0, 999, 1_234_567].map(count)).toEqual(["0", "999", "1\u202f234\u202f567"]);
  expect(bytes(104_857_600)).toBe("100 MiB");
});

forEachEngine("http door", (open) => {
  let database: TestDatabase;
  let h: Harness;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    h = await Harness.create(database);
  });

  test("tells what the server is", async () => {
    const { status, body, headers } = await h.call("GET", "/v1/server");
    expect(status).toBe(200);
    expect(body).toEqual({
      domain: "example.org",
      name: "Culver",
      version: "0.1.0",
      sandbox: true,
      stream: "/v1/stream",
      code_length: 6,
    });
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toContain("max-age=");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("every bad body, parameter and token gets the one error shape and changes nothing", async () => {
    const me = await h.signUp();
    const before = h.texts.length;
    const cases: [string, string, number, unknown?][] = [
      ["POST", "/v1/registration", 400],
      ["POST", "/v1/registration", 400, "{"],
      ["POST", "/v1/registration", 400, "[]"],
      ["POST", "/v1/registration", 400, "null"],
      ["POST", "/v1/registration", 400, { number: 5 }],
      ["POST", "/v1/registration", 400, { number: "+447700900111", more: 1 }],
      ["POST", "/v1/registration", 400, { number: "+447700900111", language: "<script>" }],
      ["POST", "/v1/registration", 413, { number: "9".repeat(20_000) }],
      ["POST", "/v1/registration/short/verify", 404, { code: "123456" }],
      ["POST", `/v1/registration/${"A".repeat(22)}/verify`, 400, { code: "12345" }],
      ["POST", `/v1/registration/${"A".repeat(22)}/verify`, 400, { code: "12345a" }],
      ["POST", `/v1/registration/${"A".repeat(22)}/verify`, 410, { code: "123456" }],
      ["POST", `/v1/registration/${"A".repeat(22)}/resend`, 410],
      ["PUT", "/v1/registration-lock", 401, { pin: "1234" }],
      ["GET", "/v1/devices", 401],
      ["GET", "/v1/nothing", 404],
      ["PATCH", "/v1/devices", 404],
    ];
    for (const [method, path, status, body] of cases) {
      const answer = await h.call(method, path, body === undefined ? {} : { body });
      expect([
        method,
        path,
        body === undefined ? "" : String(JSON.stringify(body)).slice(0, 60),
        answer.status,
      ]).toEqual([method, path, body === undefined ? "" : String(JSON.stringify(body)).slice(0, 60), status]);
      expect(answer.body.error).toEqual({
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.any(String),
      });
    }
    for (const pin of ["123", "a".repeat(21), "12 34", "pïn4", 1234]) {
      expect((await h.call("PUT", "/v1/registration-lock", { auth: me, body: { pin } })).status).toBe(400);
    }
    const name = { device_name: "x\u0000y" };
    expect((await h.call("POST", "/v1/devices", { auth: me, body: name })).status).toBe(400);
    expect(
      (await h.call("GET", "/v1/devices", { auth: { ...me, token: `${me.token.slice(0, -1)}!` } })).status,
    ).toBe(401);
    expect(h.texts.length).toBe(before);
  });

  test("a body that is not called JSON, and a page of another site, are refused", async () => {
    const number = h.number();
    const form = { "content-type": "text/plain" };
    const sent = await h.call("POST", "/v1/registration", { body: { number }, headers: form });
    expect(sent.status).toBe(415);
    const foreign = await h.call("POST", "/v1/registration", {
      body: { number },
      headers: { origin: "https://evil.example" },
    });
    expect([foreign.status, foreign.body.error.code]).toEqual([403, "forbidden_origin"]);
    const cross = await h.call("POST", "/v1/registration", {
      body: { number },
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(cross.status).toBe(403);
    const own = { origin: "https://chat.example.org" };
    expect((await h.call("POST", "/v1/registration", { body: { number }, headers: own })).status).toBe(201);
    const preflight = await h.call("OPTIONS", "/v1/registration", {
      headers: { origin: "https://evil.example" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("calls with wrong tokens are limited per address, right ones per account", async () => {
    const me = await h.signUp();
    await h.restart({
      limits: {
        badToken: { capacity: 2, refill: 1, perMs: 60_000 },
        accountCalls: { capacity: 2, refill: 1, perMs: 60_000 },
      },
    });
    const wrong = { ...me, token: "A".repeat(43) };
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await h.call("GET", "/v1/devices", { auth: wrong })).status);
    for (let i = 0; i < 3; i++) statuses.push((await h.call("GET", "/v1/devices", { auth: me })).status);
    expect(statuses).toEqual([401, 401, 429, 200, 200, 429]);
  });

  test("a fault of ours says nothing but that", async () => {
    await h.restart({
      door: {
        status: async () => {
          throw new Error("secret detail");
        },
      },
    });
    const failed = await h.call("GET", "/status.json", { peer: "127.0.0.1" });
    expect(failed.status).toBe(500);
    expect(JSON.stringify(failed.body)).toBe(
      '{"error":{"code":"internal_error","message":"Something went wrong on the server."}}',
    );
    expect(h.logs.join("")).toContain("secret detail");
  });

  test("/healthz asks the database, and is 503 while draining or without one", async () => {
    expect((await h.call("GET", "/healthz")).body).toEqual({ status: "ok" });
    await h.restart({ door: { draining: () => true } });
    expect((await h.call("GET", "/healthz")).status).toBe(503);
    const gone = await database.reopen();
    await gone.close();
    await h.restart({ door: { database: gone } });
    expect((await h.call("GET", "/healthz")).status).toBe(503);
  });

  test("/metrics and /status are for this machine; a token opens /metrics", async () => {
    const local = { peer: "::ffff:127.0.0.1" };
    const metrics = await h.call("GET", "/metrics", local);
    expect(metrics.status).toBe(200);
    expect(metrics.body).toContain("culver_process_resident_bytes");
    for (const path of ["/metrics", "/status", "/status.json", "/status.css", "/status.js"]) {
      expect((await h.call("GET", path, local)).status).toBe(200);
      expect((await h.call("GET", path)).status).toBe(404);
      // Through a proxy on this machine that is not trusted, and by a name pointed here.
      expect(
        (await h.call("GET", path, { ...local, headers: { "x-forwarded-for": "127.0.0.1" } })).status,
      ).toBe(404);
      expect((await h.call("GET", path, { ...local, headers: { host: "evil.example" } })).status).toBe(404);
    }
    await h.restart({ door: { metricsToken: "let-me-in" } });
    expect((await h.call("GET", "/metrics", local)).status).toBe(401);
    expect((await h.call("GET", "/metrics", { headers: { authorization: "Bearer let-me-in" } })).status).toBe(
      200,
    );
  });

  test("metrics name no account, number or path", async () => {
    const me = await h.signUp();
    await h.call("GET", `/v1/${me.account}`);
    const { body } = await h.call("GET", "/metrics", { peer: "127.0.0.1" });
    expect(body).toContain('culver_registrations_total{step="new_account"} 1');
    for (const secret of [me.account, me.number, me.token, "/v1/"]) expect(body).not.toContain(secret);
  });
});

describe("the web app's files", () => {
  let h: Harness;
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), "culver-web-"));
  const script = `console.log(${JSON.stringify("x".repeat(2000))})`;

  beforeAll(async () => {
    mkdirSync(join(folder, "assets"));
    writeFileSync(
      join(folder, "index.html"),
      "<!doctype html><script>document.title='a'</script><style>p{}</style><script src='/assets/app-AbCd1234.js'></script>",
    );
    writeFileSync(join(folder, "assets/app-AbCd1234.js"), script);
    writeFileSync(join(folder, "sw.js"), "self.x = 1");
    const web = await StaticFiles.open(folder);
    rmSync(folder, { recursive: true });
    database = await createTestDatabase("sqlite");
    h = await Harness.create(database, { door: { web } });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const get = (path: string, headers: Record<string, string> = {}) => h.call("GET", path, { headers });

  test("hashed files are kept for ever, pages and the service worker are asked for again", async () => {
    const asset = await get("/assets/app-AbCd1234.js");
    expect([asset.status, asset.headers.get("cache-control")]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect((await get("/")).headers.get("cache-control")).toBe("no-cache");
    const worker = await get("/sw.js");
    expect(worker.headers.get("cache-control")).toBe("no-cache");
    const again = await get("/sw.js", { "if-none-match": worker.headers.get("etag") ?? "" });
    expect([again.status, again.body]).toEqual([304, ""]);
  });

  test("gzip for those who take it", async () => {
    const response = await h.door.fetch(
      new Request("http://x/assets/app-AbCd1234.js", { headers: { "accept-encoding": "br, gzip" } }),
      "192.0.2.1",
    );
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
    const packed = new Uint8Array(await response.arrayBuffer());
    expect(packed.length).toBeLessThan(300);
    expect(new TextDecoder().decode(Bun.gunzipSync(packed))).toBe(script);
    for (const header of ["identity", "gzip;q=0", ""]) {
      expect(
        (await get("/assets/app-AbCd1234.js", { "accept-encoding": header })).headers.get("content-encoding"),
      ).toBeNull();
    }
  });

  test("a path of the app is its page; a missing file and a path out of the folder are nothing", async () => {
    const page = await get("/chat/abc", { accept: "text/html,*/*" });
    expect(page.status).toBe(200);
    expect(page.body).toContain("<!doctype html>");
    expect((await get("/chat/abc")).status).toBe(404);
    expect((await get("/missing.js", { accept: "text/html" })).status).toBe(404);
    expect((await get("/v1/none", { accept: "text/html" })).status).toBe(404);
    for (const path of [
      "/..%2f..%2fetc/passwd",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/%E0%A4%A",
      "/assets/../../etc/passwd",
    ]) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await h.call("POST", "/")).status).toBe(404);
    expect((await h.call("HEAD", "/")).body).toBe("");
  });

  test("its page runs what it came with and connects to nowhere else", async () => {
    const policy = (await get("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}';/);
    expect(policy).toMatch(/style-src 'self' 'sha256-[A-Za-z0-9+/=]{44}';/);
    expect(policy).toContain("connect-src 'self' wss://chat.example.org;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    // Its workers have the policy of their own script.
    expect((await get("/assets/app-AbCd1234.js")).headers.get("content-security-policy")).toBe(policy);
  });
});
