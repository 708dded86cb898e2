import { expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import {
  type AccountsOptions,
  BUSINESS_LEDGER,
  BUSINESS_MIGRATIONS,
  createAnnouncer,
  GraphError,
  openAccounts,
  WebhookQueue,
} from "../../src/index.ts";
import { serveHttp } from "../outgoing-support.ts";

async function open(database: Database, options: Partial<AccountsOptions> = {}) {
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  return openAccounts({ database, reach: { allow: ["127.0.0.1"] }, ...options });
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GraphError)) throw new Error("was not refused by a GraphError", { cause: error });
  return `${error.code} ${error.details}`;
};

/** A receiver that expects events by the token "right". */
const callback = () =>
  serveHttp((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://x");
    const isRight = searchParams.get("hub.verify_token") === "right";
    response.writeHead(isRight ? 200 : 403).end(isRight ? searchParams.get("hub.challenge") : "");
  });

forEachEngine("accounts", (engine) => {
  test("a business with its number is there at once, and after the next opening", async () => {
    const { database, reopen } = await engine();
    const accounts = await open(database);
    let changes = 0;
    accounts.onChange(() => changes++);
    const number = await accounts.createWithNumber({ name: " Café Nero ", number: "+44 7700 900-001" });
    expect(changes).toBe(1);
    expect(number).toMatchObject({ number: "+447700900001", name: "Café Nero", status: "pending" });
    const business = accounts.business(number.business);
    expect(business).toMatchObject({ name: "Café Nero", isSubscribed: true });
    const app = accounts.app(business?.app ?? "");
    expect(app?.secret).toMatch(/^[0-9a-f]{32}$/);
    expect(app?.business).toBe(number.business);
    await accounts.setRegistration(number.id, "a-registration");
    const again = await openAccounts({ database: await reopen() });
    expect(again.numberOf("+447700900001")).toEqual(number);
    expect(again.registrationOf(number.id)).toBe("a-registration");
    expect(again.app(app?.id ?? "")).toEqual(app);
    await accounts.setStatus(number.id, "connected");
    expect(accounts.number(number.id)?.status).toBe("connected");
    expect(accounts.registrationOf(number.id)).toBeUndefined();
  });

  test("a number belongs to one business, and refusals leave nothing behind", async () => {
    const { database } = await engine();
    const accounts = await open(database);
    const { business } = await accounts.createWithNumber({ name: "One", number: "+447700900001" });
    const taken = "100 This number belongs to a business here already.";
    expect(await refusal(accounts.addNumber(business, { number: "+447700900001", name: "Two" }))).toBe(taken);
    expect(await refusal(accounts.createWithNumber({ name: "Two", number: "00447700900001" }))).toBe(taken);
    expect(accounts.businesses()).toHaveLength(1);
    expect(await refusal(accounts.addNumber(business, { number: "nobody", name: "Two" }))).toStartWith(
      "131009 ",
    );
    expect(await refusal(accounts.addNumber(business, { number: "+447700900002", name: " " }))).toStartWith(
      "100 ",
    );
    expect(await refusal(accounts.addNumber("1", { number: "+447700900002", name: "Two" }))).toStartWith(
      "100 ",
    );
    await accounts.addNumber(business, { number: "+447700900002", name: "Two" });
    expect(accounts.numbersOf(business).map(({ name }) => name)).toEqual(["One", "Two"]);
  });

  test("many changes at once all hold", async () => {
    const { database } = await engine();
    const accounts = await open(database);
    const { business } = await accounts.createWithNumber({ name: "One", number: "+447700900001" });
    const made = await Promise.all(Array.from({ length: 20 }, () => accounts.createToken({ business })));
    expect(accounts.tokens(business)).toHaveLength(20);
    for (const { token } of made) expect(await accounts.authenticate(token)).not.toHaveProperty("invalid");
  });

  test("tokens: what they allow, and why they no longer do", async () => {
    let at = 1_000_000;
    const { database } = await engine();
    const accounts = await open(database, { now: () => at });
    const { business } = await accounts.createWithNumber({ name: "One", number: "+447700900001" });
    const { id, token } = await accounts.createToken({
      business,
      scopes: ["whatsapp_business_messaging"],
      expiresAt: at + 1_000,
      label: "bot",
    });
    expect(token).toMatch(/^EAA[0-9a-z]{50,}$/);
    const app = accounts.business(business)?.app;
    const scopes = ["whatsapp_business_messaging"];
    const access: unknown = await accounts.authenticate(token);
    expect(access).toEqual({
      token: id,
      app,
      business,
      scopes,
      expiresAt: at + 1_000,
    });
    expect(await accounts.authenticate(`${token}x`)).toEqual({ invalid: "unknown" });
    expect(await accounts.authenticate("")).toEqual({ invalid: "unknown" });
    expect(accounts.describeToken(token)).toMatchObject({ id, label: "bot", createdAt: at });
    at += 1_000;
    expect(await accounts.authenticate(token)).toEqual({ invalid: "expired" });

    const other = await accounts.createToken({ business });
    expect(await accounts.revokeToken(other.id)).toBe(true);
    expect(await accounts.revokeToken(other.id)).toBe(false);
    expect(await accounts.revokeToken("1")).toBe(false);
    expect(await accounts.authenticate(other.token)).toEqual({ invalid: "revoked" });
    expect(accounts.tokens(business).map(({ revokedAt }) => revokedAt)).toEqual([undefined, at]);

    const rows = JSON.stringify(await database.query("SELECT * FROM business_tokens"));
    expect(rows).not.toContain(token);
    expect(JSON.stringify(accounts.tokens(business))).not.toContain(token);
    expect(await refusal(accounts.createToken({ business, expiresAt: at }))).toStartWith("100 ");
    expect(await refusal(accounts.createToken({ business, scopes: [] }))).toStartWith("100 ");
  });

  test("an app's secret is another one at once, on disk too", async () => {
    const { database, reopen } = await engine();
    const accounts = await open(database);
    const { business } = await accounts.createWithNumber({ name: "One", number: "+447700900001" });
    const app = accounts.business(business)?.app ?? "";
    const old = accounts.app(app)?.secret;
    const secret = await accounts.rotateAppSecret(app);
    expect(secret).not.toBe(old ?? "");
    expect(accounts.app(app)?.secret).toBe(secret);
    expect((await openAccounts({ database: await reopen() })).app(app)?.secret).toBe(secret);
    expect(await refusal(accounts.rotateAppSecret("1"))).toStartWith("100 ");
  });

  test("events go where the number, else the business, else the app says", async () => {
    const { database } = await engine();
    const told: string[] = [];
    const accounts = await open(database, { onVerified: ({ app, url }) => told.push(`${app} ${url}`) });
    await using server = await callback();
    const { id, business } = await accounts.createWithNumber({ name: "One", number: "+447700900001" });
    const app = accounts.business(business)?.app ?? "";
    const target = () => accounts.targetOf(business, id)?.url;
    const to = (path: string) => ({ url: `${server.url}/${path}`, verifyToken: "right" });
    expect(target()).toBeUndefined();
    await accounts.setCallback(app, to("app"));
    expect(target()).toBe(`${server.url}/app`);
    await accounts.subscribe(business, to("business"));
    expect(target()).toBe(`${server.url}/business`);
    await accounts.setNumberOverride(id, to("number"));
    expect(target()).toBe(`${server.url}/number`);
    expect(accounts.targetOf(business)?.url).toBe(`${server.url}/business`);
    await accounts.setNumberOverride(id, undefined);
    await accounts.subscribe(business);
    expect(target()).toBe(`${server.url}/app`);
    await accounts.unsubscribe(business);
    expect(target()).toBeUndefined();
    expect(told).toEqual(["app", "business", "number"].map((path) => `${app} ${server.url}/${path}`));
  });

  test("a receiver that does not expect events is refused with the reason", async () => {
    const { database } = await engine();
    const accounts = await open(database);
    await using server = await callback();
    const { business } = await accounts.createWithNumber({ name: "One", number: "+447700900001" });
    const app = accounts.business(business)?.app ?? "";
    const set = (url: string, verifyToken = "right") =>
      refusal(accounts.setCallback(app, { url, verifyToken }));
    expect(await set(server.url, "wrong")).toContain("did not answer 200");
    expect(await set("https://10.0.0.1/hook")).toContain("has not allowed its host");
    expect(await set("http://receiver.example/hook")).toContain("it is no https address");
    expect(await set("no address")).toStartWith("100 ");
    expect(accounts.app(app)?.callbackUrl).toBeUndefined();
  });

  test("an event is queued with its cause, for the fields that were named, and for nobody without a target", async () => {
    const { database } = await engine();
    const accounts = await open(database);
    await using server = await callback();
    await using queue = WebhookQueue.open({
      database,
      secretOf: () => "a secret",
      tuning: { pollMs: 60_000 },
    });
    const announcer = createAnnouncer({ accounts, queue, major: 23 });
    const { id: number, business } = await accounts.createWithNumber({
      name: "One",
      number: "+447700900001",
    });
    const app = accounts.business(business)?.app ?? "";
    const announce = (field: string) =>
      database.transaction((tx) =>
        announcer.announce(tx, { business, number, field, value: { n: 1 }, thread: "1" }),
      );
    await announce("messages");
    await accounts.setCallback(app, { url: `${server.url}/hook`, verifyToken: "right" });
    await announce("message_template_status_update");
    expect(await queue.backlog()).toMatchObject({ waiting: 0 });
    await expect(
      database.transaction(async (tx) => {
        await announcer.announce(tx, { business, number, field: "messages", value: { n: 2 } });
        throw new Error("the cause did not come about");
      }),
    ).rejects.toThrow("the cause did not come about");
    expect(await queue.backlog()).toMatchObject({ waiting: 0 });
    await announce("messages");
    expect(await queue.desk.list()).toMatchObject([{ field: "messages", waba: business, app }]);
  });
});
