import { expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import { forEachEngine } from "@culver/testing/engines";
import { serveHttp } from "../outgoing-support.ts";
import { openWorld } from "./world.ts";

const OK = { success: true };

/** A receiver of webhooks that knows one verify token. */
const receiver = () =>
  serveHttp((request, response) => {
    const query = new URL(request.url ?? "", "http://x").searchParams;
    const isExpected = query.get("hub.verify_token") === "right";
    response.writeHead(isExpected ? 200 : 403).end(isExpected ? query.get("hub.challenge") : "");
  });

forEachEngine("nodes", (open) => {
  test("numbers and accounts, by fields, nested and by pages", async () => {
    await using world = await openWorld(await open());
    const { one, accounts } = world;
    const number = await world.ask("GET", `/v23.0/${one.phone}`);
    expect(number.body).toMatchObject({
      verified_name: "Ann's Tea",
      display_phone_number: "+1 631 555 0101",
      id: one.phone,
    });
    const fields =
      "code_verification_status,name_status,platform_type,throughput{level},status,messaging_limit_tier,account_mode,is_official_business_account";
    expect((await world.ask("GET", `/v23.0/${one.phone}?fields=${fields}`)).body).toEqual({
      ...{ code_verification_status: "VERIFIED", name_status: "APPROVED", platform_type: "CLOUD_API" },
      ...{ throughput: { level: "STANDARD" }, status: "CONNECTED", messaging_limit_tier: "TIER_250" },
      ...{ account_mode: "LIVE", is_official_business_account: false, id: one.phone },
    });
    for (const digit of [3, 4])
      await accounts.addNumber(one.waba, { number: `+1631555010${digit}`, name: "More" });
    const account = await world.ask(
      "GET",
      `/v23.0/${one.waba}?fields=name,phone_numbers.limit(1){display_phone_number}`,
    );
    expect(account.body).toEqual({
      ...{ name: "Ann's Tea", id: one.waba },
      phone_numbers: { data: [{ display_phone_number: "+1 631 555 0101" }] },
    });
    const seen: string[] = [];
    let next = `${world.url}/v23.0/${one.waba}/phone_numbers?limit=1&fields=status`;
    while (next !== undefined) {
      const { body } = await world.ask("GET", next);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      next = body.paging.next;
    }
    expect(new Set(seen)).toEqual(new Set(accounts.numbersOf(one.waba).map(({ id }) => id)));
    expect(seen).toHaveLength(3);
  });
});

forEachEngine("where webhooks go", (open) => {
  test("the app's callback, the account's and the number's override, each verified first", async () => {
    await using server = await receiver();
    await using world = await openWorld(await open(), { allow: [new URL(server.url).host] });
    const { one, accounts } = world;
    const subscriptions = `/v23.0/${one.app}/subscriptions`;
    const callback = {
      object: "whatsapp_business_account",
      callback_url: `${server.url}/app`,
      fields: "messages,account_update",
    };
    const wrong = await world.ask("POST", subscriptions, { body: { ...callback, verify_token: "wrong" } });
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    const form = new URLSearchParams({ ...callback, verify_token: "right", include_values: "true" });
    const token = `${one.app}|${one.secret}`;
    expect((await world.ask("POST", subscriptions, { body: form, token })).body).toEqual(OK);
    expect((await world.ask("GET", subscriptions, { token })).body.data).toEqual([
      {
        ...{ object: callback.object, callback_url: callback.callback_url, active: true },
        fields: ["messages", "account_update"].map((name) => ({ name, version: "v23.0" })),
      },
    ]);
    expect(accounts.targetOf(one.waba, one.phone)?.url).toBe(`${server.url}/app`);

    const apps = `/v23.0/${one.waba}/subscribed_apps`;
    const override = { override_callback_uri: `${server.url}/waba`, verify_token: "right" };
    expect((await world.ask("POST", apps, { body: { ...override, verify_token: "wrong" } })).status).toBe(
      400,
    );
    expect((await world.ask("POST", apps, { body: override })).body).toEqual(OK);
    expect((await world.ask("GET", apps)).body.data).toMatchObject([
      { whatsapp_business_api_data: { id: one.app }, override_callback_uri: `${server.url}/waba` },
    ]);
    const webhook_configuration = { override_callback_uri: `${server.url}/phone`, verify_token: "right" };
    expect(
      (await world.ask("POST", `/v23.0/${one.phone}`, { body: { webhook_configuration } })).body,
    ).toEqual(OK);
    expect(accounts.targetOf(one.waba, one.phone)?.url).toBe(`${server.url}/phone`);
    const shown = await world.ask("GET", `/v23.0/${one.phone}?fields=webhook_configuration`);
    expect(shown.body.webhook_configuration).toEqual({
      ...{ phone_number: `${server.url}/phone`, whatsapp_business_account: `${server.url}/waba` },
      application: `${server.url}/app`,
    });
    const off = { webhook_configuration: { override_callback_uri: "" } };
    expect((await world.ask("POST", `/v23.0/${one.phone}`, { body: off })).body).toEqual(OK);
    expect((await world.ask("POST", apps)).body).toEqual(OK);
    expect(accounts.targetOf(one.waba, one.phone)?.url).toBe(`${server.url}/app`);
    expect((await world.ask("DELETE", apps)).body).toEqual(OK);
    expect(accounts.targetOf(one.waba, one.phone)).toBeUndefined();
    expect((await world.ask("GET", apps)).body).toEqual({ data: [] });
    expect((await world.ask("DELETE", `${subscriptions}?object=whatsapp_business_account`)).body).toEqual(OK);
    expect((await world.ask("GET", subscriptions)).body).toEqual({ data: [] });
  });
});

forEachEngine("registration", (open) => {
  test("code, PIN, off again", async () => {
    await using world = await openWorld(await open());
    const { one, accounts, devices } = world;
    const call = (edge: string, body: object) => world.ask("POST", `/v23.0/${one.phone}/${edge}`, { body });
    expect((await call("deregister", {})).body).toEqual(OK);
    expect(accounts.number(one.phone)?.status).toBe("deregistered");
    const tooEarly = await call("register", { messaging_product: "whatsapp", pin: "212834" });
    expect(tooEarly).toMatchObject({ status: 400, body: { error: { code: 133010 } } });
    expect((await call("verify_code", { code: "123456" })).body.error.code).toBe(100);
    expect((await call("request_code", { code_method: "sms", language: "en" })).body).toEqual(OK);
    expect((await call("verify_code", { code: "999999" })).body.error).toMatchObject({
      code: 100,
      error_data: { details: "The code is wrong." },
    });
    expect((await call("verify_code", { code: "123-456" })).body).toEqual(OK);
    expect(accounts.number(one.phone)?.status).toBe("connected");
    expect(devices.asked).toEqual(["remove", "code by sms", "register"]);
    expect((await call("request_code", { code_method: "VOICE" })).body.error.code).toBe(100);

    expect((await call("register", { pin: "12345" })).body.error.code).toBe(100);
    for (let i = 0; i < 10; i++)
      expect((await call("register", { pin: "000000" })).body.error.code).toBe(133005);
    expect(await call("register", { pin: "212834" })).toMatchObject({
      status: 429,
      body: { error: { code: 133016 } },
    });
    world.ahead = 73 * 3_600_000;
    expect((await call("register", { pin: "111111" })).body.error.code).toBe(133005);
    expect((await world.ask("POST", `/v23.0/${one.phone}`, { body: { pin: 111111 } })).body).toEqual(OK);
    expect((await call("register", { pin: "000000" })).body.error.code).toBe(133005);
  });
});

forEachEngine("what belongs to a number", (open) => {
  test("blocked customers", async () => {
    await using world = await openWorld(await open());
    const { one, engine } = world;
    engine.meet(one.phone, "+491701234567");
    const other = engine.meet(one.phone, "+491701234599");
    const path = `/v23.0/${one.phone}/block_users`;
    const users = {
      messaging_product: "whatsapp",
      block_users: [{ user: "+49 170 1234567" }, { user: "+4930123456" }, {}],
    };
    const { status, body } = await world.ask("POST", path, { body: users });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      block_users: {
        added_users: [{ input: "+49 170 1234567", wa_id: "491701234567" }],
        failed_users: [{ errors: [{ code: 131047 }] }, { errors: [{ code: 131008 }] }],
      },
      errors: { code: 139100 },
    });
    expect((await world.ask("GET", path)).body.data).toEqual([
      { messaging_product: "whatsapp", wa_id: "491701234567" },
    ]);
    // An agent has blocked this one.
    await engine.setBlocked(other.id, true);
    const all = await world.ask("GET", path);
    expect(all.body.data.map(({ wa_id }: { wa_id: string }) => wa_id)).toEqual([
      "491701234567",
      "491701234599",
    ]);
    await engine.setBlocked(other.id, false);
    const removed = await world.ask("DELETE", path, { body: { block_users: [{ user: "491701234567" }] } });
    expect(removed.body.block_users).toEqual({
      removed_users: [{ input: "491701234567", wa_id: "491701234567" }],
    });
    expect((await world.ask("GET", path)).body).toEqual({ data: [] });
  });

  test("links with a text", async () => {
    await using world = await openWorld(await open());
    const path = `/v23.0/${world.one.phone}/message_qrdls`;
    const made = await world.ask("POST", `${path}?generate_qr_image=SVG&prefilled_message=Hi%20there`);
    expect(made.body).toEqual({
      ...{ code: expect.stringMatching(/^[A-Z2-7]{14}$/), prefilled_message: "Hi there" },
      deep_link_url: `${world.url}/#/to/+16315550101?text=Hi%20there`,
      qr_image_url: `${world.url}/business/qr/${made.body.code}.svg`,
    });
    const { code } = made.body;
    const fields = (asked: string) => world.ask("GET", `${path}/${code}?fields=${asked}`);
    expect((await fields("code")).body.data[0].qr_image_url).toBeUndefined();
    expect((await fields("code,qr_image_url.format(PNG)")).body.data[0].qr_image_url).toEndWith(".png");
    expect(
      (await world.ask("POST", path, { body: { code, prefilled_message: "Yo" } })).body.prefilled_message,
    ).toBe("Yo");
    expect((await world.ask("POST", `${path}/${code}?prefilled_message=Hey`)).body.prefilled_message).toBe(
      "Hey",
    );
    expect((await world.ask("GET", `${path}/${code}`)).body.data[0].prefilled_message).toBe("Hey");
    expect((await world.ask("GET", `${path}/`)).body.data).toHaveLength(1);
    expect(
      (await world.ask("POST", path, { body: { prefilled_message: "x".repeat(141) } })).body.error.code,
    ).toBe(100);
    expect((await world.ask("DELETE", `${path}/${code}`)).body).toEqual(OK);
    expect((await world.ask("DELETE", `${path}/${code}`)).body.error.error_subcode).toBe(33);
  });

  test("pictures of links need no token, may be kept, and change with the text", async () => {
    await using world = await openWorld(await open());
    const path = `/v23.0/${world.one.phone}/message_qrdls`;
    const made = await world.ask("POST", `${path}?generate_qr_image=SVG&prefilled_message=Hi`);
    const svg = await fetch(made.body.qr_image_url);
    expect(svg.headers.get("content-type")).toBe("image/svg+xml");
    expect(svg.headers.get("cache-control")).toBe("public, max-age=300");
    expect(await svg.text()).toContain("<svg");
    const address = made.body.qr_image_url.replace(/svg$/, "png");
    const png = await fetch(address);
    expect(png.headers.get("content-type")).toBe("image/png");
    expect([...(await png.bytes()).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    const etag = png.headers.get("etag") ?? "";
    expect((await fetch(address, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect(await (await fetch(address, { method: "HEAD" })).text()).toBe("");
    await world.ask("POST", `${path}/${made.body.code}?prefilled_message=Bye`);
    expect((await fetch(address, { headers: { "if-none-match": etag } })).status).toBe(200);
    expect((await fetch(address, { method: "POST" })).status).toBe(400);
    await world.ask("DELETE", `${path}/${made.body.code}`);
    for (const gone of [address, `${world.url}/business/qr/`, `${world.url}/business/qr/..%2f.svg`]) {
      expect((await fetch(gone)).status).toBe(404);
    }
  });

  test("settings, encryption, profile", async () => {
    await using world = await openWorld(await open());
    const path = (edge: string) => `/v23.0/${world.one.phone}/${edge}`;
    const check = { user_identity_change: { enable_identity_key_check: true } };
    expect((await world.ask("POST", path("settings"), { body: check })).body).toEqual(OK);
    expect((await world.ask("GET", path("settings"))).body).toMatchObject({
      ...check,
      calling: { status: "DISABLED" },
    });
    expect(
      (await world.ask("POST", path("settings"), { body: { calling: { status: "ENABLED" } } })).body.error
        .code,
    ).toBe(100);

    const pem = (bits: number) =>
      generateKeyPairSync("rsa", { modulusLength: bits })
        .publicKey.export({ type: "spki", format: "pem" })
        .toString();
    const encryption = path("whatsapp_business_encryption");
    expect((await world.ask("GET", encryption)).body).toEqual({ data: [] });
    const key = pem(2_048);
    const form = new URLSearchParams({ business_public_key: key });
    expect((await world.ask("POST", encryption, { body: form })).body).toEqual(OK);
    expect((await world.ask("GET", encryption)).body.data).toEqual([
      { business_public_key: key, business_public_key_signature_status: "VALID" },
    ]);
    for (const wrong of [pem(1_024), "x", "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"]) {
      expect(
        (await world.ask("POST", encryption, { body: { business_public_key: wrong } })).body.error.code,
      ).toBe(100);
    }

    const profile = path("whatsapp_business_profile");
    const change = (body: object) =>
      world.ask("POST", profile, { body: { messaging_product: "whatsapp", ...body } });
    expect((await change({ about: "Tea", email: "ann@example.org", vertical: "retail" })).body).toEqual(OK);
    expect((await change({ description: "Good tea", email: "" })).body).toEqual(OK);
    expect((await world.ask("GET", profile)).body).toEqual({
      data: [
        {
          messaging_product: "whatsapp",
          about: "Tea",
          description: "Good tea",
          email: "",
          vertical: "RETAIL",
        },
      ],
    });
    for (const wrong of [
      { about: "x".repeat(140) },
      { email: "x" },
      { websites: ["javascript:1"] },
      { vertical: "X" },
    ]) {
      expect([wrong, (await change(wrong)).body.error.code]).toEqual([wrong, 100]);
    }
  });
});

forEachEngine("flows", (open) => {
  test("a flow's life", async () => {
    await using world = await openWorld(await open());
    const flows = `/v23.0/${world.one.waba}/flows`;
    const made = await world.ask("POST", flows, { body: { name: "Sign up", categories: ["SIGN_UP"] } });
    const path = `/v23.0/${made.body.id}`;
    expect((await world.ask("POST", `${path}/publish`)).body.error.code).toBe(100);
    const upload = async (json: string) => {
      const form = new FormData();
      form.append("name", "flow.json");
      form.append("asset_type", "FLOW_JSON");
      form.append("file", new Blob([json], { type: "application/json" }), "flow.json");
      return (await world.ask("POST", `${path}/assets`, { body: form })).body;
    };
    expect((await upload("{")).validation_errors).toMatchObject([{ error: "INVALID_JSON" }]);
    expect((await upload('{"version":"7.0"}')).validation_errors).toHaveLength(1);
    const json = JSON.stringify({ version: "7.0", screens: [{ id: "ONE" }] });
    expect(await upload(json)).toEqual({ success: true, validation_errors: [] });
    const [asset] = (await world.ask("GET", `${path}/assets`)).body.data;
    expect((await world.ask("GET", asset.download_url)).body).toEqual(JSON.parse(json));
    expect((await world.ask("POST", path, { body: { name: "Join" } })).body).toEqual(OK);
    expect((await world.ask("GET", `${path}?fields=name,status,json_version`)).body).toEqual({
      ...{ name: "Join", status: "DRAFT", json_version: "7.0", id: made.body.id },
    });
    expect((await world.ask("POST", `${path}/deprecate`)).body.error.code).toBe(100);
    expect((await world.ask("POST", `${path}/publish`)).body).toEqual(OK);
    expect((await world.ask("DELETE", path)).body.error.code).toBe(100);
    expect((await world.ask("POST", `${path}/deprecate`)).body).toEqual(OK);
    const copy = { name: "Copy", categories: '["OTHER"]', clone_flow_id: made.body.id, publish: "true" };
    const copied = await world.ask("POST", flows, { body: new URLSearchParams(copy) });
    expect(
      (await world.ask("GET", flows)).body.data.map(({ status }: { status: string }) => status).toSorted(),
    ).toEqual(["DEPRECATED", "PUBLISHED"]);
    expect(copied.body.success).toBe(true);
    const draft = await world.ask("POST", flows, { body: { name: "Draft", categories: ["OTHER"] } });
    expect((await world.ask("DELETE", `/v23.0/${draft.body.id}`)).body).toEqual(OK);
    expect((await world.ask("GET", `/v23.0/${draft.body.id}`)).body.error.error_subcode).toBe(33);
  });
});

forEachEngine("many flows", (open) => {
  test("their screens are not read for a list, and there are not endlessly many", async () => {
    await using world = await openWorld(await open());
    const flows = `/v23.0/${world.one.waba}/flows`;
    const flow = {
      name: "f",
      categories: ["OTHER"],
      flow_json: JSON.stringify({ version: "7.0", screens: [{ id: "ONE" }] }),
    };
    const bad = { ...flow, endpoint_uri: "javascript:alert(1)" };
    expect((await world.ask("POST", flows, { body: bad })).body.error.code).toBe(100);
    for (let n = 0; n < 200; n++) expect((await world.ask("POST", flows, { body: flow })).status).toBe(200);
    expect((await world.ask("POST", flows, { body: flow })).body.error.code).toBe(100);
    const { data } = (await world.ask("GET", `${flows}?fields=name,json_version&limit=2`)).body;
    expect(data).toMatchObject([{ name: "f", json_version: "7.0" }, { json_version: "7.0" }]);
    const others = `/v23.0/${world.other.waba}/flows`;
    expect((await world.ask("POST", others, { body: flow, token: world.other.token })).status).toBe(200);
  });
});

forEachEngine("templates are mounted", (open) => {
  test("created, read, edited, listed, deleted", async () => {
    await using world = await openWorld(await open());
    const path = `/v23.0/${world.one.waba}/message_templates`;
    const template = {
      name: "hi",
      language: "en",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Hi there" }],
    };
    const made = await world.ask("POST", path, { body: template });
    expect(made.body).toMatchObject({ status: expect.any(String), category: "UTILITY" });
    const { id } = made.body;
    expect((await world.ask("GET", `/v23.0/${id}?fields=name,language`)).body).toEqual({
      name: "hi",
      language: "en",
      id,
    });
    expect(
      (await world.ask("GET", `/v23.0/${id}`, { token: world.other.token })).body.error.error_subcode,
    ).toBe(33);
    expect((await world.ask("GET", `${path}?name=hi&limit=1`)).body.data).toHaveLength(1);
    const status = async () => (await world.ask("GET", `/v23.0/${id}?fields=status`)).body.status;
    while ((await status()) === "PENDING") await Bun.sleep(5);
    const components = [{ type: "BODY", text: "Hello there" }];
    expect((await world.ask("POST", `/v23.0/${id}`, { body: { components } })).body).toEqual(OK);
    expect((await world.ask("DELETE", `${path}?name=hi&hsm_id=${id}`)).body).toEqual(OK);
    expect((await world.ask("DELETE", path)).body.error.code).toBe(100);
  });
});
