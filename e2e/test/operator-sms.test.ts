import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { culver } from "../src/support/culver.ts";
import { freePort } from "../src/support/free-port.ts";
import { ServerProcess } from "../src/support/server-process.ts";

const PHONE = "+447700900611";
let server: ServerProcess;
let flags: readonly string[];

beforeAll(async () => {
  const port = freePort();
  server = new ServerProcess({ port, quiet: true });
  await server.start();
  flags = ["--port", String(port), "--data", server.data];
}, 60_000);
afterAll(async () => {
  await server.kill("SIGTERM");
  rmSync(server.data, { recursive: true, force: true });
});

const sms = (...args: string[]) => culver("sms", ...args, ...flags);

describe("culver sms, beside a running server", () => {
  test("a text goes out, and its trace tells the way without text or number", async () => {
    const sent = await sms("send", PHONE, "Quite private", "--json");
    expect([sent.code, sent.events[0]?.state]).toEqual([0, "delivered"]);
    const traced = await sms("trace", PHONE, "--json");
    expect(traced.events[0]?.id).toBe(sent.events[0]?.id);
    expect(JSON.stringify(traced.events)).not.toMatch(/Quite private|447700900611/);
    const { events } = await sms("receipts", "--since", "5m");
    expect(events[0]).toMatchObject({ id: sent.events[0]?.id, state: "delivered" });
  }, 30_000);

  test("the STOP list: added, in force, exported, imported, taken away", async () => {
    expect((await sms("stop", "add", PHONE)).code).toBe(0);
    const refused = await sms("send", PHONE, "Hello", "--json");
    expect([refused.code, refused.events[0]?.state]).toEqual([1, "failed"]);
    const exported = await sms("stop", "export");
    expect(exported.events).toMatchObject([{ ours: "", phone: PHONE, source: "operator" }]);
    expect((await sms("stop", "remove", PHONE)).code).toBe(0);
    const file = join(server.data, "stop.jsonl");
    writeFileSync(file, `${JSON.stringify(exported.events[0])}\nnonsense\n`);
    const child = Bun.spawnSync([process.execPath, CLI, "sms", "stop", "import", file, ...flags]);
    expect(child.stdout.toString()).toBe("1 added, 0 were there\n");
    expect([child.exitCode, child.stderr.toString()]).toEqual([1, "not understood: line 2\n"]);
    expect((await sms("stop", "remove", PHONE)).code).toBe(0);
  }, 30_000);

  test("the token is its owner's alone, and without it nothing is sent", async () => {
    expect(statSync(join(server.data, "operator.token")).mode & 0o777).toBe(0o600);
    const elsewhere = await culver("sms", "routes", "--data", "/nowhere", "--port", "1");
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.errors).toContain("operator.token");
  });
});

const CLI = join(import.meta.dir, "../../packages/cli/src/main.ts");
