import { expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { forEachEngine } from "@culver/testing/engines";
import { openQueue, type Receiver, receiver, sorted, until } from "./webhooks-support.ts";

const PROCESS = new URL("./webhooks-fixtures/enqueue-process.ts", import.meta.url).pathname;

/** Lets a process queue and deliver, kills it after it has said so many numbers, and returns the last. */
async function queueAndKill(url: string, server: Receiver, from: number, count: number): Promise<number> {
  const child = spawn(process.execPath, [PROCESS, url, server.url, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.split("\n").length > count) child.kill("SIGKILL");
  }
  // The last line may be cut.
  return Number(output.split("\n").at(-2));
}

forEachEngine("a process that is killed", (open) => {
  test("loses no event that was queued; some may come twice", async () => {
    const { url, reopen } = await open();
    let asked = 0;
    await using server = await receiver(() => (++asked % 5 === 0 ? 503 : 200));
    let from = 0;
    for (const count of [40, 90, 150]) from = (await queueAndKill(url, server, from, count)) + 1;
    const before = sorted(server.numbers()).length;
    await using _ = await openQueue(await reopen());
    await until(() => {
      const numbers = new Set(server.numbers());
      for (let n = 0; n < from; n++) if (!numbers.has(n)) return false;
      return true;
    });
    expect(before).toBeGreaterThan(0);
    expect(from).toBeGreaterThanOrEqual(280);
  });
});
