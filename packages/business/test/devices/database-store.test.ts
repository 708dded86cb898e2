import { expect, setDefaultTimeout, test } from "bun:test";
import { type KeyRange, MemoryStore, type Operation, type Store } from "@culver/client";
import { migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import fc from "fast-check";
import { openDatabaseStore } from "../../src/devices/database-store.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";

// A cluster and its fsyncs take their time on a busy machine.
setDefaultTimeout(60_000);

const key = fc.stringMatching(/^[!-~]{1,6}$/);
const value = fc.uint8Array({ maxLength: 40 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant("put" as const), key, value }),
  fc.record({ type: fc.constant("delete" as const), key }),
);
const range: fc.Arbitrary<KeyRange> = fc.record(
  { prefix: fc.stringMatching(/^[!-~]{0,2}$/), from: key, to: key, limit: fc.nat(5), reverse: fc.boolean() },
  { requiredKeys: ["prefix"] },
);

const shown = async (store: Store, wanted: KeyRange) =>
  (await store.range(wanted)).map((entry) => `${entry.key}=${entry.value.toHex()}`);

forEachEngine("a device's store in a database", (open) => {
  const migrated = async () => {
    const test = await open();
    await migrate(test.database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
    return test;
  };

  test("holds what a store in memory holds, in the same order", async () => {
    const { database } = await migrated();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(operation, { maxLength: 8 }), { maxLength: 4 }),
        fc.array(range, { maxLength: 4 }),
        async (commits, ranges) => {
          const [memory, stored] = [new MemoryStore(), await openDatabaseStore(database, String(run++))];
          for (const commit of commits) for (const store of [memory, stored]) await store.commit(commit);
          for (const wanted of [{ prefix: "" }, ...ranges])
            expect(await shown(stored, wanted)).toEqual(await shown(memory, wanted));
          for (const { key: one } of commits.flat())
            expect((await stored.get(one))?.toHex()).toBe((await memory.get(one))?.toHex());
          await stored.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a commit that fails half way does nothing; values are copies", async () => {
    const { database } = await migrated();
    const store = await openDatabaseStore(database, "1");
    const bytes = new Uint8Array([1, 2, 3]);
    await store.commit([{ type: "put", key: "kept", value: bytes }]);
    bytes.fill(9);
    const bad = { type: "put", key: "bad", value: undefined } as unknown as Operation;
    await expect(store.commit([{ type: "delete", key: "kept" }, bad])).rejects.toThrow();
    expect(await store.get("kept")).toEqual(new Uint8Array([1, 2, 3]));
    await store.close();
    await expect(store.get("kept")).rejects.toThrow("closed");
    await expect(store.commit([])).rejects.toThrow("closed");
  });

  test("has one writer, and lasts", async () => {
    const test = await migrated();
    const first = await openDatabaseStore(test.database, "1");
    await first.commit([{ type: "put", key: "a", value: new Uint8Array([1]) }]);
    const other = await test.reopen();
    await expect(openDatabaseStore(other, "1")).rejects.toMatchObject({ name: "DeviceBusyError" });
    const elsewhere = await openDatabaseStore(other, "2");
    expect(await elsewhere.get("a")).toBeUndefined();
    await elsewhere.close();
    await first.close();
    const second = await openDatabaseStore(other, "1");
    expect(await second.get("a")).toEqual(new Uint8Array([1]));
    await second.close();
  });

  test("who has lost the right to write writes nothing", async () => {
    const { database } = await migrated();
    const first = await openDatabaseStore(database, "1");
    // As when its process stood still for longer than its lease lasts.
    await database.execute("UPDATE business_device_leases SET until = 0");
    const second = await openDatabaseStore(database, "1");
    const write = (store: Store) => store.commit([{ type: "put", key: "a", value: new Uint8Array([1]) }]);
    await expect(write(first)).rejects.toMatchObject({ name: "DeviceBusyError" });
    expect(await second.get("a")).toBeUndefined();
    await write(second);
    await Promise.all([first.close(), second.close()]);
  });
});
