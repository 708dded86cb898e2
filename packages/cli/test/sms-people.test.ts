import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CulverClient, createClient, MemoryStore } from "@culver/client";
import { SmscServer, Status } from "@culver/sms";
import { loadConfig } from "../src/config/index.ts";
import { runServer } from "../src/server/run-server.ts";
import { readOrMakeKey, SmsKeyError } from "../src/server/sms-key.ts";
import { openSmsLink } from "../src/server/sms-link.ts";
import { readRoutes } from "../src/server/sms-routes.ts";

const TIMEOUT_MS = 20_000;

async function until<T>(look: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await Bun.sleep(10);
  }
}

/** `culver start` in this process, on a folder of its own. */
class Start implements AsyncDisposable {
  readonly data = mkdtempSync(join(tmpdir(), "culver-cli-"));
  url = "";
  #ending = new AbortController();
  #running: Promise<number> = Promise.resolve(0);

  static async run(): Promise<Start> {
    const start = new Start();
    await start.begin();
    return start;
  }

  async begin(): Promise<void> {
    const config = loadConfig(["--data", this.data, "--port", "0", "--log-level", "silent"], {}, "start");
    this.#ending = new AbortController();
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#running = runServer(config, {
      env: {},
      signal: this.#ending.signal,
      err: () => undefined,
      out: (text) => resolve(/culver ready (\S+)/.exec(text)?.[1] ?? ""),
    });
    this.url = await Promise.race([promise, this.#running.then(() => "")]);
  }

  /** As SIGTERM does. */
  async end(): Promise<number> {
    this.#ending.abort();
    return this.#running;
  }

  async handset(number: string, to?: string, text?: string): Promise<{ from: string; text: string }[]> {
    const url = `${this.url}/sandbox/handsets/${encodeURIComponent(number)}/messages`;
    if (to !== undefined) {
      const headers = { "content-type": "application/json", origin: this.url };
      const sent = await fetch(url, { method: "POST", headers, body: JSON.stringify({ to, text }) });
      if (!sent.ok) throw new Error(`the handset could not write: ${await sent.text()}`);
      return [];
    }
    const { messages } = (await (await fetch(url)).json()) as { messages: { from: string; text: string }[] };
    return messages;
  }

  async signUp(number: string): Promise<CulverClient> {
    const client = await createClient({ store: new MemoryStore(), serverUrl: this.url });
    const { registration } = await client.startRegistration(number);
    const code = await until(async () => {
      const [newest] = (await this.handset(number)).slice(-1);
      return /\d{6}/.exec(newest?.text ?? "")?.[0];
    }, "a code");
    await client.verifyCode(registration, code);
    await client.connect();
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    rmSync(this.data, { recursive: true });
  }
}

const textsOf = async (client: CulverClient, chat: string) =>
  (await client.messages(chat, { limit: 50 })).flatMap(({ body }) =>
    body.kind === "text" ? [body.text] : [],
  );

test(
  "with start, a person writes to a handset and has its answer, also over the end of the process",
  async () => {
    await using start = await Start.run();
    const alice = await start.signUp("+447700900001");
    const { id: chat } = await alice.openSmsConversation("+447700900123");
    await alice.sendText(chat, "Hello from the app");
    const [message] = await until(async () => {
      const there = await start.handset("+447700900123");
      return there.length > 0 ? there : undefined;
    }, "the text on the handset");
    expect(message).toMatchObject({ text: "Hello from the app" });
    expect(message?.from).toMatch(/^\+4477009009[89]\d$/);
    await start.handset("+447700900123", message?.from, "Hello from the phone");
    await until(async () => (await textsOf(alice, chat)).at(1), "the answer in the chat");
    expect((await textsOf(alice, chat)).sort()).toEqual(["Hello from the app", "Hello from the phone"]);
    const delivered = async () =>
      (await alice.messages(chat, { limit: 5 })).find(({ status }) => status === "delivered");
    await until(delivered, "the phone's receipt");
    await alice.close();

    expect(await start.end()).toBe(0);
    await start.begin();
    expect(statSync(join(start.data, "sms.key")).mode & 0o777).toBe(0o600);
    const bob = await start.signUp("+447700900002");
    const { id: other } = await bob.openSmsConversation("+447700900123");
    await bob.sendText(other, "Another person");
    const [second] = await until(async () => {
      const there = await start.handset("+447700900123");
      return there.length > 0 ? there : undefined;
    }, "the second text");
    // The pair of the first person is still hers.
    expect(second?.from).not.toBe(message?.from);
    await bob.close();
  },
  { timeout: 60_000 },
);

test("a key file is made once, and one of another length is refused by name", async () => {
  const folder = mkdtempSync(join(tmpdir(), "culver-cli-"));
  const path = join(folder, "keys", "sms.key");
  const key = await readOrMakeKey(path);
  expect(key).toHaveLength(32);
  expect(await readOrMakeKey(path)).toEqual(key);
  expect([...readFileSync(path)]).toEqual([...key]);
  writeFileSync(path, "short");
  await expect(readOrMakeKey(path)).rejects.toThrow(SmsKeyError);
  rmSync(folder, { recursive: true });
});

test("a file of carriers: one a line or several, remarks left out, mistakes named by their place", () => {
  const folder = mkdtempSync(join(tmpdir(), "culver-cli-"));
  const path = join(folder, "routes");
  writeFileSync(
    path,
    [
      "# ours",
      "smpp://a:secret@one.example:2775?prefix=+44&cost=3",
      "",
      "smpps://b:secret@two.example, twilio://AC1:secret@api.example?from=+12025550100",
    ].join("\r\n"),
  );
  expect(readRoutes(path).map(({ scheme, terms }) => [scheme, terms.cost])).toEqual([
    ["smpp", 3],
    ["smpp", 0],
    ["twilio", 0],
  ]);
  writeFileSync(path, "smpp://a:secret@one.example\nftp://x");
  expect(() => readRoutes(path)).toThrow(/route 2/);
  rmSync(folder, { recursive: true });
});

async function carrier(systemId: string) {
  const bound: string[] = [];
  const server = await SmscServer.listen({
    systemId,
    authenticate: (id) => {
      bound.push(id);
      return Status.ESME_ROK;
    },
    submit: () => "m1",
  });
  return { server, bound, route: `smpp://${systemId}:secret@127.0.0.1:${server.port}` };
}

test("carriers are read again on SIGHUP: what is gone goes, what is new binds, mistakes change nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "culver-cli-"));
  const path = join(folder, "routes");
  const [first, second] = [await carrier("first"), await carrier("second")];
  await using _servers = new AsyncDisposableStack();
  _servers.use(first.server);
  _servers.use(second.server);
  writeFileSync(path, first.route);
  const warnings: string[] = [];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (_: object, m: string) => warnings.push(m),
  };
  const config = loadConfig(["--data", folder], { CULVER_SMS_ROUTES_FILE: path }, "start");
  {
    await using link = await openSmsLink(config, log);
    const connected = () => link.routes().flatMap(({ name, state }) => (state === "connected" ? [name] : []));
    await until(() => connected().find((name) => name.startsWith("first")), "the first carrier");
    writeFileSync(path, `# the other one\n${second.route}`);
    process.kill(process.pid, "SIGHUP");
    await until(() => connected().find((name) => name.startsWith("second")), "the second carrier");
    await until(() => (connected().length === 1 ? true : undefined), "the end of the first");
    writeFileSync(path, "smpp://nobody@nowhere:port");
    process.kill(process.pid, "SIGHUP");
    await until(() => warnings.find((message) => message.includes("the old ones stay")), "a warning");
    expect(connected()).toHaveLength(1);
  }
  rmSync(folder, { recursive: true });
});
