import { expect, test } from "bun:test";
import type { Operation, Store } from "../../src/store/port.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) =>
  value === undefined ? undefined : new TextDecoder().decode(value);
const put = (key: string, value = key): Operation => ({ type: "put", key, value: bytes(value) });
const remove = (key: string): Operation => ({ type: "delete", key });

/** What every engine promises (store/port.ts). `open` opens the same empty store again after `close` when it can. */
export function storeContract(open: () => Promise<Store>, options: { readonly lasting: boolean }): void {
  async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
    const store = await open();
    try {
      await store.commit((await store.range({ prefix: "" })).map(({ key }) => remove(key)));
      await work(store);
    } finally {
      await store.close();
    }
  }

  test("reads what was put, and nothing else", () =>
    withStore(async (store) => {
      await store.commit([put("a/1", "one"), put("a/2", "two")]);
      expect(text(await store.get("a/1"))).toBe("one");
      expect(await store.get("a/3")).toBeUndefined();
      expect((await store.get("a/2"))?.length).toBe(3);
    }));

  test("keeps empty values and every byte", () =>
    withStore(async (store) => {
      const all = Uint8Array.from({ length: 256 }, (_, index) => index);
      await store.commit([
        { type: "put", key: "all", value: all },
        { type: "put", key: "none", value: new Uint8Array(0) },
      ]);
      expect([...((await store.get("all")) ?? [])]).toEqual([...all]);
      expect((await store.get("none"))?.length).toBe(0);
    }));

  test("a range is in the order of the keys' ASCII codes, within its prefix", () =>
    withStore(async (store) => {
      const keys = ["m/b", "m/B", "m/-", "m/_", "m/a/1", "m/10", "m/2", "m", "n/1", "l/9", "m/~"];
      await store.commit(keys.map((key) => put(key)));
      const found = (await store.range({ prefix: "m/" })).map(({ key }) => key);
      expect(found).toEqual(["m/-", "m/10", "m/2", "m/B", "m/_", "m/a/1", "m/b", "m/~"]);
      expect((await store.range({ prefix: "m/" })).map(({ value }) => text(value))).toEqual(found);
    }));

  test("from is inclusive, to exclusive, limit counts from either end", () =>
    withStore(async (store) => {
      await store.commit(["1", "2", "3", "4", "5"].map((n) => put(`k/${n}`)));
      const range = async (options: object) =>
        (await store.range({ prefix: "k/", ...options })).map(({ key }) => key.slice(2)).join("");
      expect(await range({ from: "k/2", to: "k/4" })).toBe("23");
      expect(await range({ limit: 2 })).toBe("12");
      expect(await range({ limit: 2, reverse: true })).toBe("54");
      expect(await range({ to: "k/4", limit: 2, reverse: true })).toBe("32");
      expect(await range({ from: "k/4", to: "k/2" })).toBe("");
      expect(await range({ limit: 0 })).toBe("");
    }));

  test("a commit does all, later operations last", () =>
    withStore(async (store) => {
      await store.commit([put("x", "old"), put("y")]);
      await store.commit([put("x", "new"), remove("y"), put("z"), remove("z"), remove("never")]);
      expect((await store.range({ prefix: "" })).map(({ key, value }) => `${key}=${text(value)}`)).toEqual([
        "x=new",
      ]);
    }));

  test("a commit that fails half way does nothing", () =>
    withStore(async (store) => {
      await store.commit([put("kept")]);
      const bad = { type: "put", key: "bad", value: undefined } as unknown as Operation;
      await expect(store.commit([put("half"), remove("kept"), bad])).rejects.toThrow();
      expect((await store.range({ prefix: "" })).map(({ key }) => key)).toEqual(["kept"]);
    }));

  test("what was handed in or out may be changed afterwards", () =>
    withStore(async (store) => {
      const value = bytes("abc");
      await store.commit([{ type: "put", key: "v", value }]);
      value.fill(0);
      (await store.get("v"))?.fill(1);
      expect(text(await store.get("v"))).toBe("abc");
    }));

  test("a closed store refuses", async () => {
    const store = await open();
    await store.close();
    await expect(store.get("a")).rejects.toThrow("closed");
    await expect(store.commit([])).rejects.toThrow("closed");
  });

  if (!options.lasting) return;

  test("what is committed is there when it is opened again", async () => {
    const first = await open();
    await first.commit([put("lasting", "yes")]);
    await first.close();
    const second = await open();
    expect(text(await second.get("lasting"))).toBe("yes");
    await second.close();
  });

  test("has one writer", async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ name: "DeviceBusyError" });
    await first.close();
    await (await open()).close();
  });
}
