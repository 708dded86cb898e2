import { describe, expect, test } from "bun:test";
import { fromBase64 } from "@culver/protocol";
import { createClient } from "../../src/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { MIGRATIONS, migrate } from "../../src/store/migrations.ts";
import { decodeValue, encodeValue } from "../../src/store/values.ts";
import version1 from "../fixtures/store-1.json" with { type: "json" };

/** A store as the commit before wrote it: two people have met, one has sent a text and got one. */
async function storeOf(fixture: Readonly<Record<string, string>>): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.commit(
    Object.entries(fixture).map(([key, value]) => ({ type: "put", key, value: fromBase64(value) })),
  );
  return store;
}

describe("migrations of a device's store", () => {
  test("are numbered from 1 without gaps", () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  test("a store of version 1 opens with everything in it", async () => {
    const store = await storeOf(version1);
    const client = await createClient({
      store,
      serverUrl: "http://127.0.0.1:9",
      WebSocket: class {} as never,
    });
    expect((await client.self())?.name).toBe("Ada");
    const [chat] = await client.conversations();
    expect(chat?.title).toBe("Bob");
    const messages = await client.messages(chat?.id ?? "");
    expect(
      messages.map(({ body, status }) => (body.kind === "text" ? [body.text, status] : body.kind)),
    ).toEqual(["notice", ["hello from version 1", "read"], ["an answer", "received"]]);
    expect(chat?.peer?.number).toBe("+447700900002");
    expect((await client.safetyNumber(chat?.peer?.account ?? "")).groups.length).toBe(12);
    expect(decodeValue((await store.get("version")) ?? new Uint8Array(0))).toBe(MIGRATIONS.length);
  });

  test("run once each, in order, with their number in the same commit", async () => {
    const store = new MemoryStore();
    const ran: number[] = [];
    const migrations = [1, 2, 3].map((version) => ({
      version,
      run: async (tx: Parameters<(typeof MIGRATIONS)[number]["run"]>[0]) => {
        ran.push(version);
        tx.put(`migrated/${version}`, encodeValue(version));
      },
    }));
    await migrate(store, migrations.slice(0, 2));
    await migrate(store, migrations);
    await migrate(store, migrations);
    expect(ran).toEqual([1, 2, 3]);
    expect((await store.range({ prefix: "migrated/" })).length).toBe(3);
  });

  test("one that fails leaves the store as it was", async () => {
    const store = new MemoryStore();
    await migrate(store, MIGRATIONS);
    const failing = {
      version: MIGRATIONS.length + 1,
      run: async () => {
        throw new Error("no");
      },
    };
    await expect(migrate(store, [...MIGRATIONS, failing])).rejects.toThrow("no");
    expect((await store.range({ prefix: "" })).length).toBe(1);
  });

  test("a store of a newer version is refused by name", async () => {
    const store = new MemoryStore();
    await store.commit([{ type: "put", key: "version", value: encodeValue(999) }]);
    await expect(migrate(store)).rejects.toMatchObject({ name: "StoreFormatError" });
  });
});
