import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createHash, randomUUID } from "node:crypto";
import {
  type BusinessWorld,
  type Customer,
  type Json,
  startBusiness,
  until,
} from "../src/business/business.ts";
import { PNG } from "../src/business/png.ts";
import { Receiver } from "../src/business/receiver.ts";
import { culver } from "../src/support/culver.ts";

/** Every endpoint of priority 1 and 2, asked of a running process over HTTP; a test's name is the endpoint's. */

setDefaultTimeout(30_000);

const ANN = "+447700900521";
let world: BusinessWorld;
let ann: Customer;
let phone: string;
let waba: string;
let app: string;

beforeAll(async () => {
  world = await startBusiness({ number: "+447700900520" });
  ({ phone_number_id: phone, waba_id: waba, app_id: app } = world.created);
  ann = await world.customer(ANN, "Ann");
  await ann.client.sendText(ann.chat, "Hello");
  await until(() => world.receiver.messages().length > 0, "the first webhook");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const get = (path: string) => world.graph("GET", path);
const post = (path: string, body: unknown) => world.graph("POST", path, body);
const remove = (path: string, body?: unknown) => world.graph("DELETE", path, body);
const success = { status: 200, body: { success: true } };

const appToken = () => `${app}|${world.created.app_secret}`;

/** Registers the bot's web server as bots do that register it themselves. */
async function subscribeTo(fields: string): Promise<Json> {
  const query = new URLSearchParams({
    object: "whatsapp_business_account",
    callback_url: world.receiver.url,
    verify_token: world.receiver.verifyToken,
    fields,
    access_token: appToken(),
  });
  const made = await fetch(`${world.url}/v23.0/${app}/subscriptions`, { method: "POST", body: query });
  return made.json();
}

async function upload(): Promise<string> {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "image/png");
  form.set("file", new Blob([PNG], { type: "image/png" }), "bread.png");
  const response = await fetch(`${world.url}/v23.0/${phone}/media`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.created.token}` },
    body: form,
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}

/** Bun's toMatchObject writes matchers into what it is given, and what is looked at here is used again. */
function expectLike(value: object, shape: object): void {
  expect(structuredClone(value)).toMatchObject(shape);
}

async function template(
  name = `t_${randomUUID().replaceAll("-", "_")}`,
): Promise<{ id: string; name: string }> {
  const made = await post(`${waba}/message_templates`, {
    ...{ name, language: "en", category: "UTILITY" },
    components: [{ type: "BODY", text: "It is {{1}}.", example: { body_text: [["ready"]] } }],
  });
  expectLike(made, { status: 200, body: { category: "UTILITY", id: expect.any(String) } });
  await until(
    async () => (await get(`${made.body.id}?fields=status`)).body.status === "APPROVED",
    "approval",
  );
  return { id: made.body.id, name };
}

const sendText = (body = "Hi") =>
  post(`${phone}/messages`, { messaging_product: "whatsapp", to: ANN, type: "text", text: { body } });

describe("priority 1", () => {
  test("POST /{phone-id}/messages", async () => {
    const sent = await sendText("Fresh bread");
    expect(sent).toMatchObject({
      status: 200,
      body: {
        messaging_product: "whatsapp",
        contacts: [{ input: ANN, wa_id: ANN.slice(1) }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    });
    const { id } = world.receiver.messages()[0] as { id: string };
    const read = { messaging_product: "whatsapp", status: "read", message_id: id };
    expect(await post(`${phone}/messages`, read)).toEqual(success);
    expect(await post(`${phone}/messages`, { ...read, typing_indicator: { type: "text" } })).toEqual(success);
    await until(async () => {
      const texts = (await ann.messages()).map(({ body }) => (body.kind === "text" ? body.text : ""));
      return texts.includes("Fresh bread");
    }, "the text at Ann's");
  });

  test("POST /{phone-id}/media", async () => {
    expect(await upload()).toMatch(/^\d{6,}$/);
  });

  test("GET /{media-id}", async () => {
    const id = await upload();
    expect(await get(`${id}?phone_number_id=${phone}`)).toMatchObject({
      status: 200,
      body: {
        messaging_product: "whatsapp",
        id,
        mime_type: "image/png",
        sha256: createHash("sha256").update(PNG).digest("hex"),
        file_size: PNG.length,
        url: expect.stringMatching(/^http/),
      },
    });
  });

  test("GET {url}", async () => {
    const { url } = (await get(await upload())).body as { url: string };
    const ask = (token?: string) =>
      fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    const file = await ask(world.created.token);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
    expect((await ask()).status).toBe(401);
    expect((await ask("EAAnothertoken")).status).toBe(401);
  });

  test("DELETE /{media-id}", async () => {
    const id = await upload();
    expect(await remove(id)).toEqual(success);
    expect(await get(id)).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
  });

  test("GET /{phone-id}", async () => {
    expect((await get(phone)).body).toMatchObject({
      id: phone,
      display_phone_number: "+44 7700 900520",
      verified_name: "Riverside Bakery",
      quality_rating: expect.stringMatching(/^(GREEN|YELLOW|RED|NA|UNKNOWN)$/),
    });
    const fields =
      "code_verification_status,name_status,platform_type,throughput{level},status,messaging_limit_tier,account_mode,is_official_business_account";
    expect(Object.keys((await get(`${phone}?fields=${fields}`)).body).sort()).toEqual(
      [...fields.replace("{level}", "").split(","), "id"].sort(),
    );
  });

  test("GET /{waba-id}/phone_numbers", async () => {
    expect((await get(`${waba}/phone_numbers`)).body).toMatchObject({
      data: [{ id: phone, verified_name: "Riverside Bakery" }],
      paging: { cursors: { before: expect.any(String), after: expect.any(String) } },
    });
  });

  test("POST /{waba-id}/subscribed_apps", async () => {
    const other = new Receiver();
    const subscribe = (body: object) => post(`${waba}/subscribed_apps`, body);
    const override = { override_callback_uri: other.url, verify_token: other.verifyToken };
    expect(await subscribe(override)).toEqual(success);
    const { body } = await sendText();
    const id = body.messages[0].id as string;
    await until(() => other.statusesOf(id).includes("delivered"), "a webhook to the override");
    expect(world.receiver.statusesOf(id)).toEqual([]);
    expect(await subscribe({ ...override, verify_token: "wrong" })).toMatchObject({
      status: 400,
      body: { error: { code: expect.any(Number) } },
    });
    expect(await subscribe({})).toEqual(success);
    await other.stop();
  });

  test("GET /{waba-id}/subscribed_apps", async () => {
    expect((await get(`${waba}/subscribed_apps`)).body).toMatchObject({
      data: [{ whatsapp_business_api_data: { id: app } }],
    });
  });

  test("DELETE /{waba-id}/subscribed_apps", async () => {
    expect(await remove(`${waba}/subscribed_apps`)).toEqual(success);
    expect((await get(`${waba}/subscribed_apps`)).body.data).toEqual([]);
    expect(await post(`${waba}/subscribed_apps`, {})).toEqual(success);
  });

  test("GET /{waba-id}/message_templates", async () => {
    const { id, name } = await template();
    const { body } = await get(`${waba}/message_templates?name=${name}&status=APPROVED&limit=5`);
    expect(body.data).toMatchObject([
      { id, name, language: "en", status: "APPROVED", category: "UTILITY", components: [{ type: "BODY" }] },
    ]);
    expect((await get(`${waba}/message_templates?name=${name}&status=REJECTED`)).body.data).toEqual([]);
  });

  test("POST /{waba-id}/message_templates", async () => {
    await subscribeTo("messages,message_template_status_update");
    const { id } = await template();
    await until(
      () => JSON.stringify(world.receiver.changes("message_template_status_update")).includes(id),
      "the template's webhook",
    );
  });

  test("POST /{template-id}", async () => {
    const { id } = await template();
    const components = [{ type: "BODY", text: "It was {{1}}.", example: { body_text: [["ready"]] } }];
    expect(await post(id, { components })).toEqual(success);
    await until(async () => (await get(id)).body.components[0].text === "It was {{1}}.", "the edit");
  });

  test("DELETE /{waba-id}/message_templates", async () => {
    const { name } = await template();
    expect(await remove(`${waba}/message_templates?name=${name}`)).toEqual(success);
    const send = await post(`${phone}/messages`, {
      ...{ messaging_product: "whatsapp", to: ANN, type: "template" },
      template: {
        ...{ name, language: { code: "en" } },
        components: [{ type: "body", parameters: [{ type: "text", text: "x" }] }],
      },
    });
    expect(send).toMatchObject({ status: 404, body: { error: { code: 132001 } } });
  });

  test("POST /{phone-id}/whatsapp_business_profile", async () => {
    const profile = {
      ...{ messaging_product: "whatsapp", about: "Bread", address: "1 High Street" },
      ...{ description: "Since 1902", email: "shop@example.org", websites: ["https://example.org/"] },
      vertical: "RETAIL",
    };
    expect(await post(`${phone}/whatsapp_business_profile`, profile)).toEqual(success);
  });

  test("GET /{phone-id}/whatsapp_business_profile", async () => {
    const { body } = await get(`${phone}/whatsapp_business_profile?fields=about,email,websites,vertical`);
    expect(body.data).toMatchObject([
      { messaging_product: "whatsapp", about: "Bread", email: "shop@example.org", vertical: "RETAIL" },
    ]);
  });

  test("GET /debug_token", async () => {
    const { body } = await get(`debug_token?input_token=${world.created.token}`);
    expect(body.data).toMatchObject({ is_valid: true, app_id: app, scopes: expect.any(Array) });
    expect((await get("debug_token?input_token=EAAnonsense")).body.data).toMatchObject({ is_valid: false });
  });
});

describe("priority 2", () => {
  const pin = "123456";

  test("POST /{phone-id}/register", async () => {
    expect(await post(`${phone}/register`, { messaging_product: "whatsapp", pin })).toEqual(success);
    const wrong = { messaging_product: "whatsapp", pin: "654321" };
    expect((await post(`${phone}/register`, wrong)).body.error.code).toBe(133005);
  });

  test("GET /{phone-id}/block_users, POST and DELETE", async () => {
    const users = { messaging_product: "whatsapp", block_users: [{ user: ANN }] };
    expect(await post(`${phone}/block_users`, users)).toMatchObject({
      status: 200,
      body: { block_users: { added_users: [{ input: ANN, wa_id: ANN.slice(1) }] } },
    });
    expect(JSON.stringify((await get(`${phone}/block_users`)).body)).toContain(ANN.slice(1));
    expect(await remove(`${phone}/block_users`, users)).toMatchObject({
      status: 200,
      body: { block_users: { removed_users: [{ input: ANN }] } },
    });
    expect((await get(`${phone}/block_users`)).body.data).toEqual([]);
  });

  test("GET /{phone-id}/message_qrdls, POST, GET one, DELETE", async () => {
    const made = await post(`${phone}/message_qrdls`, {
      prefilled_message: "Two rolls, please",
      generate_qr_image: "SVG",
    });
    expectLike(made.body, {
      code: expect.any(String),
      prefilled_message: "Two rolls, please",
      deep_link_url: expect.stringMatching(/^http/),
    });
    const { code } = made.body as { code: string };
    expect((await get(`${phone}/message_qrdls`)).body.data).toMatchObject([{ code }]);
    expect((await get(`${phone}/message_qrdls/${code}`)).body.data).toMatchObject([{ code }]);
    const changed = await post(`${phone}/message_qrdls`, { code, prefilled_message: "Three rolls" });
    expect(changed.body).toMatchObject({ code, prefilled_message: "Three rolls" });
    expect(await remove(`${phone}/message_qrdls/${code}`)).toEqual(success);
    expect((await get(`${phone}/message_qrdls`)).body.data).toEqual([]);
  });

  test("POST /oauth/access_token", async () => {
    const query = new URLSearchParams({
      client_id: app,
      client_secret: world.created.app_secret,
      grant_type: "client_credentials",
    });
    const answer = await fetch(`${world.url}/oauth/access_token`, { method: "POST", body: query });
    expect(await answer.json()).toMatchObject({ access_token: expect.any(String), token_type: "bearer" });
    query.set("client_secret", "wrong");
    const refused = await fetch(`${world.url}/oauth/access_token`, { method: "POST", body: query });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(((await refused.json()) as Json).error.type).toBe("OAuthException");
  });

  test("POST /{app-id}/subscriptions, GET", async () => {
    expect(await subscribeTo("messages,message_template_status_update")).toEqual({ success: true });
    const listed = await fetch(
      `${world.url}/v23.0/${app}/subscriptions?access_token=${encodeURIComponent(appToken())}`,
    );
    expect(await listed.json()).toMatchObject({
      data: [{ object: "whatsapp_business_account", callback_url: world.receiver.url, active: true }],
    });
  });

  test("POST /{app-id}/uploads and POST /upload:…", async () => {
    const opened = await post(
      `${app}/uploads?file_length=${PNG.length}&file_type=image/png&file_name=head.png`,
      undefined,
    );
    expect(opened.body.id).toMatch(/^upload:/);
    const path = `${world.url}/v23.0/${opened.body.id}`;
    const headers = { authorization: `OAuth ${world.created.token}`, file_offset: "0" };
    const done = (await (await fetch(path, { method: "POST", headers, body: PNG })).json()) as Json;
    expect(done.h).toEqual(expect.any(String));
    const made = await post(`${waba}/message_templates`, {
      ...{ name: "with_picture", language: "en", category: "UTILITY" },
      components: [
        { type: "HEADER", format: "IMAGE", example: { header_handle: [done.h] } },
        { type: "BODY", text: "Look" },
      ],
    });
    expect(made.status).toBe(200);
  });

  test("GET /{phone-id}/settings, POST", async () => {
    expect((await get(`${phone}/settings`)).status).toBe(200);
    const webhook = { webhook_configuration: { override_callback_uri: "" } };
    expect((await post(`${phone}/settings`, webhook)).status).toBeLessThan(500);
  });

  test("GET /{phone-id}/whatsapp_business_encryption, POST", async () => {
    const { publicKey } = await crypto.subtle.generateKey(
      { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
      true,
      ["encrypt", "decrypt"],
    );
    const der = Buffer.from(await crypto.subtle.exportKey("spki", publicKey)).toString("base64");
    const pem = `-----BEGIN PUBLIC KEY-----\n${der.replace(/(.{64})/g, "$1\n")}\n-----END PUBLIC KEY-----`;
    const form = new URLSearchParams({ business_public_key: pem });
    const stored = await fetch(`${world.url}/v23.0/${phone}/whatsapp_business_encryption`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.created.token}` },
      body: form,
    });
    expect(await stored.json()).toEqual({ success: true });
    const { body } = await get(`${phone}/whatsapp_business_encryption`);
    expect(JSON.stringify(body)).toContain("BEGIN PUBLIC KEY");
  });

  test("GET /{waba-id}", async () => {
    expect((await get(`${waba}?fields=id,name`)).body).toEqual({ id: waba, name: "Riverside Bakery" });
  });

  test("GET /{waba-id}/flows, POST, publish, deprecate", async () => {
    const made = await post(`${waba}/flows`, { name: "Order", categories: ["OTHER"] });
    expectLike(made, { status: 200, body: { id: expect.any(String) } });
    const { id } = made.body as { id: string };
    expect(JSON.stringify((await get(`${waba}/flows`)).body)).toContain(id);
    const form = new FormData();
    form.set("name", "flow.json");
    form.set("asset_type", "FLOW_JSON");
    const json = JSON.stringify({ version: "7.0", screens: [{ id: "A", title: "A", layout: {} }] });
    form.set("file", new Blob([json], { type: "application/json" }), "flow.json");
    const asset = await fetch(`${world.url}/v23.0/${id}/assets`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.created.token}` },
      body: form,
    });
    expect(await asset.json()).toMatchObject({ success: true });
    expect((await get(`${id}/assets`)).body.data).toHaveLength(1);
    expect(await post(`${id}/publish`, {})).toMatchObject(success);
    expect(await post(`${id}/deprecate`, {})).toMatchObject(success);
  });

  test("POST /{phone-id}/request_code, verify_code and deregister", async () => {
    expect(await post(`${phone}/deregister`, { messaging_product: "whatsapp" })).toEqual(success);
    expect((await sendText()).body.error.code).toBe(133010);
    expect(await post(`${phone}/request_code`, { code_method: "SMS", language: "en_US" })).toEqual(success);
    const wrong = await post(`${phone}/verify_code`, { code: "000000" });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    const number = encodeURIComponent(world.number);
    const handset = await fetch(`${world.url}/sandbox/handsets/${number}/messages`);
    const code = /\b(\d{6})\b/.exec(JSON.stringify(((await handset.json()) as Json).messages.at(-1)))?.[1];
    expect(await post(`${phone}/verify_code`, { code })).toEqual(success);
    expect(await post(`${phone}/register`, { messaging_product: "whatsapp", pin })).toEqual(success);
    await until(async () => (await sendText("Back again")).status === 200, "sending after registering anew");
  }, 60_000);
});

test("the same without a version, with the token in the query, and the paths of the command line", async () => {
  const plain = await fetch(`${world.url}/${phone}?access_token=${world.created.token}`);
  expect(((await plain.json()) as Json).id).toBe(phone);
  const port = new URL(world.url).port;
  const listed = await culver("business", "list", "--port", port, "--data", world.server.data, "--json");
  expect(JSON.stringify(listed.events)).toContain(phone);
});

test("no token, a wrong one, another's node, an unknown path: Graph's own errors", async () => {
  const ask = async (path: string, token?: string) => {
    const response = await fetch(`${world.url}/v23.0/${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    return { status: response.status, error: ((await response.json()) as Json).error };
  };
  expect(await ask(phone)).toMatchObject({
    status: 401,
    error: { type: "OAuthException", fbtrace_id: expect.any(String) },
  });
  expect(await ask(phone, "EAAwrong")).toMatchObject({ status: 401, error: { code: 190 } });
  expect(await ask("1234567890123456", world.created.token)).toMatchObject({
    status: 400,
    error: { code: 100, error_subcode: 33 },
  });
  expect((await ask(`${phone}/nothing`, world.created.token)).status).toBe(400);
});
