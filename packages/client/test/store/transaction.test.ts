import { describe, expect, test } from "bun:test";
import { Database } from "../../src/store/database.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { Table } from "../../src/store/table.ts";

const numbers = new Table<number>("n");
const keys = async (reader: Parameters<typeof numbers.list>[0], options = {}) =>
  (await numbers.list(reader, [], options)).map(({ key }) => key).join("");

describe("transactions", () => {
  test("read their own writes, in ranges too", async () => {
    const db = new Database(new MemoryStore());
    await db.transact(async (tx) => {
      for (const key of ["a", "c", "e"]) numbers.put(tx, [key], 1);
    });
    await db.transact(async (tx) => {
      numbers.put(tx, ["b"], 2);
      numbers.delete(tx, "c");
      expect(await numbers.get(tx, "b")).toBe(2);
      expect(await numbers.get(tx, "c")).toBeUndefined();
      expect(await keys(tx)).toBe("abe");
      expect(await keys(tx, { limit: 2 })).toBe("ab");
      expect(await keys(tx, { limit: 2, reverse: true })).toBe("eb");
      expect(await keys(tx, { from: "b", to: "e" })).toBe("b");
      expect(await keys(db)).toBe("ace");
    });
    expect(await keys(db)).toBe("abe");
  });

  test("that fail write nothing and tell nobody", async () => {
    const db = new Database(new MemoryStore());
    let told = false;
    const failing = db.transact(async (tx) => {
      numbers.put(tx, ["a"], 1);
      tx.afterCommit(() => {
        told = true;
      });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await keys(db)).toBe("");
    expect(told).toBe(false);
  });

  test("run one after the other, so that counters never lose a step", async () => {
    const db = new Database(new MemoryStore());
    const step = () =>
      db.transact(async (tx) => {
        const value = (await numbers.get(tx, "counter")) ?? 0;
        await new Promise((resolve) => setTimeout(resolve, 1));
        numbers.put(tx, ["counter"], value + 1);
      });
    await Promise.all(Array.from({ length: 20 }, step));
    expect(await numbers.get(db, "counter")).toBe(20);
  });

  test("a fork that is not merged leaves nothing; one that is tells after the parent's commit", async () => {
    const db = new Database(new MemoryStore());
    const told: string[] = [];
    await db.transact(async (tx) => {
      const dropped = tx.fork();
      numbers.put(dropped, ["dropped"], 1);
      const merged = tx.fork();
      numbers.put(merged, ["merged"], 1);
      merged.remember("state", "new");
      merged.afterCommit(() => told.push("merged"));
      tx.merge(merged);
      expect(tx.recall("state")).toBe("new");
      expect(told).toEqual([]);
    });
    expect(await keys(db)).toBe("merged");
    expect(told).toEqual(["merged"]);
  });
});
