import { expect, test } from "bun:test";
import { join } from "node:path";

const run = async (file: string, ...args: string[]) => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "../src", file), ...args], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const [output, code] = await Promise.all([new Response(child.stdout).text(), child.exited]);
  if (code !== 0) process.stdout.write(output);
  return { output, code };
};

test("kill -9 of server and devices at random moments: all arrive once, in order", async () => {
  const { output, code } = await run(
    "kill/main.ts",
    "--messages",
    "1000",
    "--victim",
    "both",
    "--timeout-seconds",
    "100",
  );
  expect(code).toBe(0);
  expect(output).toContain("clean: ");
}, 120_000);

test.skipIf(Bun.which("strace") === null)(
  "no acknowledgement leaves before its fdatasync has returned",
  async () => {
    const { output, code } = await run("trace/main.ts", "--messages", "100");
    expect(code).toBe(0);
    expect(output).toContain("stanzas covered before they were safe: 0");
  },
  120_000,
);
