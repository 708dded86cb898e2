import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Receiver } from "../src/business/receiver.ts";
import { culver, type Ran } from "../src/support/culver.ts";
import { freePort } from "../src/support/free-port.ts";
import { waitForCode } from "../src/support/sandbox-codes.ts";
import { ServerProcess } from "../src/support/server-process.ts";

const flagsOf = (server: ServerProcess) => ["--port", new URL(server.url).port, "--data", server.data];
const first = ({ events, errors }: Ran): Record<string, string> => {
  const [event] = events;
  if (event === undefined) throw new Error(`nothing was printed: ${errors}`);
  return event as Record<string, string>;
};
const ids = ({ phone_number_id, waba_id, app_id, app_secret }: Record<string, string>) => [
  ...[phone_number_id, waba_id, app_id, app_secret],
];

describe("culver business, beside the relay", () => {
  let server: ServerProcess;
  const receiver = new Receiver();
  const business = (...args: string[]) => culver("business", ...args, ...flagsOf(server));
  const create = (number: string, ...more: string[]) =>
    business("create", "--name", "Riverside Bakery", "--number", number, "--json", ...more);

  async function untilOnline(number: string): Promise<void> {
    for (;;) {
      const { events } = await business("list", "--json");
      const numbers = (events as { numbers: { number: string; connection: string }[] }[]).flatMap(
        (e) => e.numbers,
      );
      if (numbers.some((each) => each.number === number && each.connection === "online")) return;
    }
  }

  beforeAll(async () => {
    server = new ServerProcess({ port: freePort(), quiet: true });
    await server.start();
  }, 60_000);
  afterAll(async () => {
    expect(await server.kill("SIGTERM")).toBe(0);
    await receiver.stop();
    rmSync(server.data, { recursive: true, force: true });
  });

  test("a business is made without a code, and asked for again it is the same one", async () => {
    const asked = ["--callback", receiver.url, "--verify-token", receiver.verifyToken];
    const made = first(await create("+447700900601", ...asked));
    for (const id of ids(made).slice(0, 3)) expect(id).toMatch(/^[1-9]\d{15}$/);
    expect(made.app_secret).toMatch(/^[0-9a-f]{32}$/);
    expect(made.token).toStartWith("EAA");
    expect(made.base_url).toBe(server.url);
    expect(made.inbox).toStartWith(`${server.url}/business#invitation=`);
    const again = first(await create("+447700900601"));
    expect(ids(again)).toEqual(ids(made));
    expect(again.token).not.toBe(made.token);
    expect(first(await business("list", "--json"))).toMatchObject({
      id: made.waba_id,
      numbers: [{ id: made.phone_number_id, number: "+447700900601", status: "connected" }],
    });
    await untilOnline("+447700900601");
    const more = await business(
      "number",
      "add",
      "--name",
      "Riverside Café",
      "--number",
      "+447700900602",
      "--json",
    );
    expect(first(more)).toMatchObject({ waba_id: made.waba_id, name: "Riverside Café" });
  }, 60_000);

  test("what cannot be is refused in words that say what to do", async () => {
    const errors = async (...args: string[]) => {
      const { code, errors: said } = await business(...args);
      return `${code} ${said}`;
    };
    const named = ["create", "--name", "Shop", "--number", "+447700900603"];
    expect(await errors("create", "--number", "+447700900603")).toContain("--name N is missing");
    expect(await errors("create", "--name", "Shop", "--number", "shop")).toContain(
      "The phone number is malformed",
    );
    expect(await errors(...named, "--callback", receiver.url)).toContain("--callback needs --verify-token");
    const wrong = await errors(...named, "--callback", receiver.url, "--verify-token", "another");
    expect(wrong).toMatch(/^1 .*could not be verified/);
    expect(await errors(...named, "--voucher", "x")).toContain("what culver business voucher printed");
    expect(await errors("token", "create", "--expires", "soon")).toContain("12h, 90d or 4w");
    expect(await errors("token", "revoke", "1")).toContain("no token of that id");
    expect(await errors("agents", "list", "--business", "1")).toContain("no business 1; there are");
  }, 60_000);

  test("tokens are listed without themselves, and are good for nothing once revoked", async () => {
    const made = first(await create("+447700900604"));
    const of = ["--business", made.waba_id ?? ""];
    const token = first(await business("token", "create", ...of, "--expires", "90d", "--label", "bot"));
    const listed = Bun.spawnSync([
      process.execPath,
      CLI,
      "business",
      "token",
      "list",
      ...of,
      ...flagsOf(server),
    ]);
    expect(listed.stdout.toString()).toMatch(/bot +whatsapp_business_messaging.+valid until/);
    expect(listed.stdout.toString()).not.toContain(token.token ?? "");
    const asked = () =>
      fetch(`${server.url}/v23.0/${made.phone_number_id}`, {
        headers: { authorization: `Bearer ${token.token}` },
      });
    expect((await asked()).status).toBe(200);
    const revoked = Bun.spawnSync([
      process.execPath,
      CLI,
      "business",
      "token",
      "revoke",
      token.id ?? "",
      ...flagsOf(server),
    ]);
    expect([revoked.exitCode, revoked.stdout.toString()]).toEqual([0, "revoked\n"]);
    const answer = await asked();
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 190 } });
  }, 60_000);

  test("the operator's calls are for this machine and the token's bearer alone", async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${server.url}/business/admin/businesses`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: "Bearer nobody" })).status).toBe(401);
    const token = (await Bun.file(join(server.data, "operator.token")).text()).trim();
    const authorization = `Bearer ${token}`;
    expect((await ask({ authorization })).status).toBe(200);
    expect((await ask({ authorization, "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
    const body = '{"number":"+447700900605","name":"x","more":1}';
    const post = (type: string) =>
      fetch(`${server.url}/business/admin/numbers`, {
        ...{ method: "POST", body },
        headers: { authorization, "content-type": type },
      });
    expect([(await post("text/plain")).status, (await post("application/json")).status]).toEqual([415, 400]);
  });

  test("kill -9 while a business is made: made again it is whole, and the same", async () => {
    const number = "+447700900606";
    for (const wait of [60, 250, 600]) {
      const running = create(number);
      await Bun.sleep(wait);
      await server.kill();
      await running;
      await server.start();
    }
    const made = first(await create(number));
    expect(ids(first(await create(number)))).toEqual(ids(made));
    const businesses = (await business("list", "--json")).events as {
      numbers: { number: string; status: string }[];
    }[];
    const numbers = businesses.flatMap((each) => each.numbers).filter((each) => each.number === number);
    expect(numbers).toMatchObject([{ status: "connected" }]);
  }, 120_000);
});

describe("culver business, on a host of its own", () => {
  let relay: ServerProcess;
  let host: ServerProcess;
  const business = (...args: string[]) => culver("business", ...args, ...flagsOf(host));

  beforeAll(async () => {
    relay = new ServerProcess({ port: freePort(), quiet: true, env: { CULVER_ROLES: "relay,gateway,web" } });
    await relay.start();
    host = new ServerProcess({
      ...{ port: freePort(), quiet: true, command: "serve" },
      data: mkdtempSync(join(tmpdir(), "culver-business-")),
      env: { CULVER_ROLES: "business", CULVER_SERVER: relay.url, CULVER_HOST: "127.0.0.1" },
    });
    await host.start();
  }, 60_000);
  afterAll(async () => {
    expect(await host.kill("SIGTERM")).toBe(0);
    await relay.kill("SIGTERM");
    for (const { data } of [host, relay]) rmSync(data, { recursive: true, force: true });
  });

  test("a number is signed up with the code that came to its phone, over the end of the process", async () => {
    const number = "+447700900611";
    const create = (...more: string[]) =>
      business("create", "--name", "Shop", "--number", number, "--json", ...more);
    const asked = await create();
    expect([asked.code, asked.events]).toEqual([2, []]);
    expect(asked.errors).toContain("--code CODE");
    const code = await waitForCode(relay.url, number);
    await host.kill();
    await host.start();
    const wrong = await create("--code", code === "000000" ? "000001" : "000000");
    expect([wrong.code, wrong.events]).toEqual([1, []]);
    const made = first(await create("--code", code));
    expect(made).toMatchObject({ number, base_url: host.url });
    await host.kill();
    await host.start();
    expect(ids(first(await create()))).toEqual(ids(made));
  }, 90_000);

  test("the relay's operator vouches for a number, which then needs no code", async () => {
    const number = "+447700900612";
    const vouched = first(
      await culver("business", "voucher", "--number", number, "--json", ...flagsOf(relay)),
    );
    const voucher = vouched.voucher ?? "";
    const made = await business(
      "create",
      "--name",
      "Shop",
      "--number",
      number,
      "--voucher",
      voucher,
      "--json",
    );
    expect(first(made)).toMatchObject({ number });
  }, 60_000);

  test("it says how it is, and its figures, and nothing of a relay", async () => {
    expect(await (await fetch(`${host.url}/healthz`)).json()).toEqual({ status: "ok" });
    const metrics = await (await fetch(`${host.url}/metrics`)).text();
    expect(metrics).toMatch(/^culver_business_devices [1-9]/m);
    expect((await fetch(`${host.url}/v1/server`)).status).toBe(404);
    expect((await fetch(`${host.url}/status`)).status).toBe(404);
  });
});

const CLI = join(import.meta.dir, "../../packages/cli/src/main.ts");
