import { expect, test } from "bun:test";
import { migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";
import { BusinessBusyError, takeProcessLease } from "../../src/process/process-lease.ts";
import { thisHost } from "../../src/process/this-process.ts";

const TIMING = { beatMs: 20, leaseMs: 2_000 };

forEachEngine("one process for a business's database", (engine) => {
  async function open() {
    const held = await engine();
    await migrate(held.database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
    return held;
  }
  const row = (owner: string, host: string, pid: number) => [[1, owner, host, pid, 7]];
  const columns = ["id", "owner", "host", "pid", "beat"];

  test("a second one is refused in words while the first lives, and let in when it has ended", async () => {
    const { database, reopen } = await open();
    const first = await takeProcessLease(database, TIMING);
    const second = await reopen();
    const refusal = await takeProcessLease(second, TIMING).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BusinessBusyError);
    expect(String(refusal)).toContain(`process ${process.pid}`);
    expect(String(refusal)).toContain("CULVER_BUSINESS_DATABASE");
    expect(first.lost.aborted).toBe(false);
    await first[Symbol.asyncDispose]();
    await using _ = await takeProcessLease(second, TIMING);
  });

  test("after kill -9 on this machine the next starts at once", async () => {
    const { database } = await open();
    const child = Bun.spawn(["sleep", "600"]);
    child.kill("SIGKILL");
    await child.exited;
    await database.insertMany("business_process", columns, row("gone", thisHost(), child.pid));
    await using _ = await takeProcessLease(database, { beatMs: 20, leaseMs: 3_600_000 });
  });

  test("a host that is silent is waited for, and then taken over from, whatever the clocks say", async () => {
    const { database } = await open();
    await database.insertMany("business_process", columns, row("silent", "elsewhere", 1));
    await using _ = await takeProcessLease(database, { beatMs: 20, leaseMs: 200 });
    const [{ owner } = { owner: "" }] = await database.query<{ owner: string }>(
      "SELECT owner FROM business_process",
    );
    expect(owner).not.toBe("silent");
  });

  test("one that was taken over from learns it, and takes nothing away when it ends", async () => {
    const { database } = await open();
    const lease = await takeProcessLease(database, TIMING);
    const { promise: lost, resolve } = Promise.withResolvers<void>();
    lease.lost.addEventListener("abort", () => resolve());
    await database.execute("UPDATE business_process SET owner = 'another'");
    await lost;
    await lease[Symbol.asyncDispose]();
    expect(await database.query("SELECT owner FROM business_process")).toEqual([{ owner: "another" }]);
  });
});
