import { describe, expect, test } from "bun:test";
import { deferred } from "../../src/core/deferred.ts";
import { openIndexedDbStore } from "../../src/store/indexeddb.ts";
import { storeContract } from "./store-contract.ts";

/** Bun and Node have no IndexedDB: there these run in Chromium only. */
const inBrowser = typeof indexedDB === "undefined" ? describe.skip : describe;

inBrowser("indexeddb", () => {
  const name = `culver-test-${crypto.randomUUID()}`;
  storeContract(() => openIndexedDbStore(name), { lasting: true });

  test("another tab can take over; the first is told and refuses", async () => {
    const told = deferred<void>();
    const first = await openIndexedDbStore(`${name}-2`, { onLost: () => told.resolve(undefined) });
    const second = await openIndexedDbStore(`${name}-2`, { takeOver: true });
    await told.promise;
    await expect(first.get("a")).rejects.toThrow("closed");
    await second.commit([{ type: "put", key: "a", value: new Uint8Array([1]) }]);
    await second.close();
  });

  test("a store that is about to be closed is waited for, one that stays open is busy", async () => {
    const first = await openIndexedDbStore(`${name}-4`);
    await expect(openIndexedDbStore(`${name}-4`)).rejects.toThrow("another tab");
    await expect(openIndexedDbStore(`${name}-4`, { waitMs: 20 })).rejects.toThrow("another tab");
    const waiting = openIndexedDbStore(`${name}-4`, { waitMs: 30_000 });
    await first.close();
    const second = await waiting;
    await second.close();
  });

  test("no value lies in the database as it was given", async () => {
    const store = await openIndexedDbStore(`${name}-3`);
    const secret = new TextEncoder().encode("a secret sentence");
    await store.commit([{ type: "put", key: "s", value: secret }]);
    await store.close();
    const opening = indexedDB.open(`${name}-3`);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const reading = database.transaction("entries").objectStore("entries").get("s");
    const raw = await new Promise<Uint8Array>((resolve) => {
      reading.onsuccess = () => resolve(reading.result);
    });
    expect(new TextDecoder().decode(raw)).not.toContain("secret");
    database.close();
  });
});
