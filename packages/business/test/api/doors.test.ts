import { expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { forEachEngine } from "@culver/testing/engines";
import { ENDPOINTS, isApiPath } from "../../src/api/index.ts";
import { GraphError } from "../../src/graph/index.ts";
import { openWorld, unknownId } from "./world.ts";

const code = (answer: { readonly body: { readonly error?: { readonly code?: number } } }) =>
  answer.body.error?.code;

test("every endpoint has an id of its own, and every P1 and P2 of section 2 is there", () => {
  const ids = ENDPOINTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(53);
});

test("which paths are the door's", () => {
  for (const path of [
    "/v23.0/1/messages",
    "/123",
    "/debug_token",
    "/oauth/access_token",
    "/me",
    "/upload:x",
    "/business/media/1",
  ]) {
    expect([path, isApiPath(path)]).toEqual([path, true]);
  }
  for (const path of ["/", "/v1/media", "/business", "/business/api/x", "/media", "/assets/app.js"]) {
    expect([path, isApiPath(path)]).toEqual([path, false]);
  }
});

forEachEngine("who may", (open) => {
  test("tokens: none, wrong, expired, revoked, too little, proofs", async () => {
    await using world = await openWorld(await open());
    const { one, accounts } = world;
    const path = `/v23.0/${one.phone}`;
    expect(await world.ask("GET", path, { token: null })).toMatchObject({
      status: 401,
      body: { error: { code: 0 } },
    });
    expect(await world.ask("GET", path, { token: "EAAx" })).toMatchObject({
      status: 401,
      body: { error: { code: 190 } },
    });
    expect((await world.ask("GET", path, { token: "EAAx" })).headers.get("www-authenticate")).toContain(
      "invalid_token",
    );
    expect((await world.ask("GET", `${path}?access_token=${one.token}`, { token: null })).status).toBe(200);
    expect(
      (await world.ask("GET", path, { token: null, headers: { authorization: `OAuth ${one.token}` } }))
        .status,
    ).toBe(200);

    const short = await accounts.createToken({ business: one.waba, expiresAt: Date.now() + 60_000 });
    world.ahead = 61_000;
    const expired = await world.ask("GET", path, { token: short.token });
    expect(expired).toMatchObject({ status: 401, body: { error: { code: 190, error_subcode: 463 } } });
    const gone = await accounts.createToken({ business: one.waba });
    await accounts.revokeToken(gone.id);
    const revoked = await world.ask("GET", path, { token: gone.token });
    expect(revoked).toMatchObject({ status: 401, body: { error: { code: 190, error_subcode: 460 } } });

    const sends = await accounts.createToken({ business: one.waba, scopes: ["whatsapp_business_messaging"] });
    expect(await world.ask("GET", path, { token: sends.token })).toMatchObject({
      status: 403,
      body: { error: { code: 200 } },
    });
    const manages = await accounts.createToken({
      business: one.waba,
      scopes: ["whatsapp_business_management"],
    });
    const send = await world.ask("POST", `${path}/messages`, { token: manages.token, body: {} });
    expect(send).toMatchObject({ status: 403, body: { error: { code: 10 } } });

    const proof = createHmac("sha256", one.secret).update(one.token).digest("hex");
    expect((await world.ask("GET", `${path}?appsecret_proof=${proof}`)).status).toBe(200);
    expect(code(await world.ask("GET", `${path}?appsecret_proof=${"0".repeat(64)}`))).toBe(100);
  });

  test("every endpoint refuses another business's node, an unknown id and no token", async () => {
    await using world = await openWorld(await open());
    const ids = { "phone-id": world.other.phone, "waba-id": world.other.waba, "app-id": world.other.app };
    const own = (path: string, known: Readonly<Record<string, string>>) =>
      path.replace(/\{([a-z-]+)\}/g, (_, name: string) => known[name] ?? unknownId());
    for (const { id, method, path, scope } of ENDPOINTS) {
      const body = method === "POST" ? {} : undefined;
      const foreign = await world.ask(method, own(path, ids), { body });
      expect([id, foreign.status, code(foreign)]).toEqual([id, 400, 100]);
      if (scope === undefined) continue;
      const nobody = await world.ask(method, own(path, ids), { body, token: null });
      expect([id, nobody.status, code(nobody)]).toEqual([id, 401, 0]);
    }
  });

  test("tokens of apps, tokens told about, tokens exchanged", async () => {
    await using world = await openWorld(await open());
    const { one } = world;
    const query = `client_id=${one.app}&client_secret=${one.secret}`;
    const granted = await world.ask("GET", `/oauth/access_token?${query}&grant_type=client_credentials`, {
      token: null,
    });
    expect(granted).toMatchObject({ status: 200, body: { token_type: "bearer" } });
    for (const token of [granted.body.access_token, `${one.app}|${one.secret}`]) {
      const { status, body } = await world.ask("GET", `/v23.0/${one.app}/subscriptions`, { token });
      expect([status, body]).toEqual([200, { data: [] }]);
    }
    expect(
      code(
        await world.ask("GET", `/oauth/access_token?client_id=${one.app}&client_secret=x`, { token: null }),
      ),
    ).toBe(100);
    const exchanged = await world.ask("POST", "/oauth/access_token", {
      token: null,
      body: new URLSearchParams(`${query}&grant_type=fb_exchange_token&fb_exchange_token=${one.token}`),
    });
    expect(exchanged.body.expires_in).toBe(60 * 86_400);
    const told = await world.ask("GET", `/debug_token?input_token=${exchanged.body.access_token}`);
    expect(told.body.data).toMatchObject({ is_valid: true, app_id: one.app });
    expect(told.body.data.scopes).toContain("whatsapp_business_messaging");
    const foreign = await world.ask("GET", `/debug_token?input_token=${world.other.token}`);
    expect(foreign.body.data).toMatchObject({ is_valid: false, scopes: [] });
    expect((await world.ask("GET", "/me?fields=name")).body).toEqual({ name: "Ann's Tea", id: one.waba });
    expect((await world.ask("GET", "/app")).body.id).toBe(one.app);
  });

  test("calls beyond the limit, which messages are not counted in", async () => {
    await using world = await openWorld(await open(), {
      rate: {
        count() {
          throw new GraphError(80007);
        },
        used: () => ({ share: 1, waitMs: 90_000 }),
      },
    });
    expect(await world.ask("GET", `/${world.one.phone}`)).toMatchObject({
      status: 429,
      body: { error: { code: 80007, is_transient: true } },
    });
    const read = { messaging_product: "whatsapp", status: "read", message_id: "wamid.AA==" };
    expect((await world.ask("POST", `/${world.one.phone}/messages`, { body: read })).status).toBe(200);
  });
});

forEachEngine("requests that are not well-formed", (open) => {
  test("paths, methods, versions, bodies", async () => {
    await using world = await openWorld(await open());
    const { one } = world;
    const messages = `/v23.0/${one.phone}/messages`;
    for (const [method, path] of [
      ["GET", "/v23.0"],
      ["GET", `/v23.0/${one.phone}/nothing`],
      ["GET", `/v23.0/${one.phone}/messages`],
      ["GET", "/v12.0/me"],
      ["GET", "/v23.0/%E0%A4%A"],
      ["GET", "/v23.0/nothing/at/all"],
      ["PUT", messages],
      ["PATCH", messages],
      ["OPTIONS", messages],
      ["GET", `/v23.0/${one.phone}?fields=a{b`],
      ["GET", `/v23.0/${one.phone}?fields=nothing`],
      ["GET", `/v23.0/${one.waba}/phone_numbers?limit=0`],
      ["GET", `/v23.0/${one.waba}/phone_numbers?after=%ff`],
    ] as const) {
      expect([method, path, code(await world.ask(method, path))]).toEqual([method, path, 100]);
    }
    const json = { "content-type": "application/json" };
    for (const body of [
      "{",
      "[]",
      "null",
      '"x"',
      "[".repeat(200_000),
      `{"a":${"[".repeat(30)}${"]".repeat(30)}}`,
      '{"a":"\\u0000"}',
    ]) {
      const { status, body: answer } = await world.ask("POST", messages, { body, headers: json });
      expect([body.slice(0, 20), status, answer.error.code]).toEqual([body.slice(0, 20), 400, 100]);
    }
    const text =
      '{"messaging_product":"x","messaging_product":"whatsapp","to":"491701234567","text":{"body":"Hi"},"__proto__":{"to":"1"},"constructor":{"prototype":{"a":1}}}';
    expect((await world.ask("POST", messages, { body: text, headers: json })).status).toBe(200);
    expect(
      (await world.ask("POST", messages, { body: text, headers: { "content-type": "text/plain" } })).status,
    ).toBe(200);
    expect(
      code(await world.ask("POST", messages, { body: "x", headers: { "content-type": "image/png" } })),
    ).toBe(100);
    expect(world.warnings).toEqual([]);
  });

  test("a body without end is not read to its end", async () => {
    await using world = await openWorld(await open());
    let given = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          given += 65_536;
          controller.enqueue(new Uint8Array(65_536).fill(0x20));
        },
      });
    for (const path of ["messages", "media", "whatsapp_business_profile"]) {
      for (const type of [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
      ]) {
        given = 0;
        const headers = { authorization: `Bearer ${world.one.token}`, "content-type": type };
        const request = new Request(`${world.url}/${world.one.phone}/${path}`, {
          method: "POST",
          headers,
          body: endless(),
        });
        const answer = await world.fetch(request);
        const limit = path === "media" && type.startsWith("multipart") ? 110 * 1_048_576 : 2 * 1_048_576;
        expect([path, type, [400, 413].includes(answer.status), given < limit]).toEqual([
          path,
          type,
          true,
          true,
        ]);
      }
    }
    const big = await world.ask("POST", `/${world.one.phone}/messages`, {
      body: { a: "x".repeat(1_100_000) },
    });
    expect(big).toMatchObject({ status: 413, body: { error: { code: 100 } } });
  });
});
