import { describe, expect, test } from "bun:test";
import { migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { MIGRATIONS } from "../src/migrations/index.ts";
import { accountRetention } from "../src/operations/account-retention.ts";
import { createLogger } from "../src/operations/logger.ts";
import { createMetrics } from "../src/operations/metrics.ts";
import { retainOnce, runRetention } from "../src/operations/retention.ts";

function recorder() {
  const lines: string[] = [];
  const logger = createLogger({
    level: "info",
    destination: { write: (line: string) => void lines.push(line) },
  });
  return { lines, logger };
}

describe("logger", () => {
  test("cuts out what must not be logged, and the fields drivers hang on errors", () => {
    const { lines, logger } = recorder();
    logger.info({ number: "+447700900123", nested: { token: "tok-en", deep: { code: "123456" } } }, "event");
    const driver = Object.assign(new Error("failed"), { detail: "Key (number)=(+447700900123)" });
    logger.error({ err: new Error("outer", { cause: driver }) }, "event");
    const text = lines.join("");
    for (const secret of ["447700900123", "tok-en", "123456"]) expect(text).not.toContain(secret);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect([first.level, first.msg, second.err.message, second.err.cause.message]).toEqual([
      "info",
      "event",
      "outer",
      "failed",
    ]);
  });

  test("what is below the level is not written", () => {
    const { lines, logger } = recorder();
    logger.debug("quiet");
    expect(lines).toEqual([]);
  });
});

test("two servers in one process have metrics of their own", async () => {
  const [one, two] = [createMetrics(0), createMetrics(0)];
  one.registrations.inc({ step: "started" });
  expect(await one.registry.metrics()).toContain('step="started"} 1');
  expect(await two.registry.metrics()).not.toContain('step="started"');
});

describe("retention", () => {
  test("a task is called until nothing is left; one that fails does not stop the next", async () => {
    const { lines, logger } = recorder();
    const metrics = createMetrics();
    const batches = [2_000, 500, 0];
    const tasks = [
      { name: "broken", run: () => Promise.reject(new Error("no")) },
      { name: "rows", run: async () => batches.shift() ?? 0 },
    ];
    await retainOnce({ tasks, metrics, logger, signal: new AbortController().signal });
    expect(batches).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(await metrics.registry.metrics()).toContain('culver_expired_rows_total{task="rows"} 2500');
  });

  test("it goes round until the signal is aborted, and then at once", async () => {
    const { logger } = recorder();
    const abort = new AbortController();
    let rounds = 0;
    const task = {
      name: "rows",
      run: async () => {
        if (++rounds === 3) setTimeout(() => abort.abort(), 0);
        return 0;
      },
    };
    await runRetention({ tasks: [task], metrics: createMetrics(), logger, everyMs: 1, signal: abort.signal });
    const last = rounds;
    expect(last).toBeGreaterThanOrEqual(3);
    await Bun.sleep(10);
    expect(rounds).toBe(last);
  });
});

forEachEngine("account retention", (open) => {
  test("codes end ten minutes later, never before", async () => {
    const { database } = await open();
    await migrate(database, MIGRATIONS);
    const columns = ["registration", "number", "code_hash", "tries_left", "sent", "resend_at", "expires_at"];
    const row = (id: string, expires: number) => [id, "+447700900123", new Uint8Array(32), 5, 1, 0, expires];
    await database.insertMany("registrations", columns, [row("a", 100), row("b", 200)]);
    const task = accountRetention(database).find((t) => t.name === "registrations");
    expect(await task?.run(99)).toBe(0);
    expect(await task?.run(100)).toBe(1);
    expect(await database.query("SELECT registration FROM registrations")).toEqual([{ registration: "b" }]);
    for (const other of accountRetention(database)) expect(await other.run(100)).toBe(0);
  });
});
