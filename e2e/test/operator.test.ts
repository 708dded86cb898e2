import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../src/support/free-port.ts";
import { ServerProcess } from "../src/support/server-process.ts";

const running: ServerProcess[] = [];
const folders: string[] = [];

async function started(options: { command?: "start" | "serve"; env?: Record<string, string> } = {}) {
  const data = mkdtempSync(join(tmpdir(), "culver-operator-"));
  folders.push(data);
  const server = new ServerProcess({ port: freePort(), data, quiet: true, ...options });
  running.push(server);
  await server.start();
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.kill("SIGTERM");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const status = async (url: string) => (await fetch(url)).status;

describe("an operator", () => {
  test("npm start's process serves every page it names", async () => {
    const server = await started();
    for (const path of ["/sandbox", "/status", "/healthz", "/metrics", "/v1/server"]) {
      expect([path, await status(server.url + path)]).toEqual([path, 200]);
    }
  });

  test("serve has no sandbox carrier", async () => {
    const server = await started({ command: "serve", env: { CULVER_HOST: "127.0.0.1" } });
    expect(await (await fetch(`${server.url}/v1/server`)).json()).toMatchObject({ sandbox: false });
    expect(await status(`${server.url}/sandbox/handsets`)).toBe(404);
  });

  test("a route switches the sandbox carrier off; a carrier that is away does not stop the server", async () => {
    const server = await started({
      env: { CULVER_SMS_ROUTES: `smpp://id:password@127.0.0.1:${freePort()}` },
    });
    expect(await status(`${server.url}/sandbox/handsets`)).toBe(404);
    const answer = await fetch(`${server.url}/v1/registration`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ number: "+447400123456" }),
    });
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: "sms_failed" } });
  }, 30_000);

  test("SIGTERM drains and ends with 0, and a second start finds its data", async () => {
    const server = await started();
    expect(await server.kill("SIGTERM")).toBe(0);
    await server.start();
    expect(await status(`${server.url}/healthz`)).toBe(200);
    expect(readFileSync(join(server.data, "culver.db")).length).toBeGreaterThan(0);
  });
});
