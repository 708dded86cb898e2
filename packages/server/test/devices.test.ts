import { beforeAll, beforeEach, expect, test } from "bun:test";
import {
  addDevice,
  createDeviceIdentity,
  generateAccountKey,
  listedDevice,
  revokeDevice,
} from "@culver/crypto";
import { bytesOf, childrenNamed, type Element, el, NS_DEVICES } from "@culver/protocol";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import { runLastSeen } from "../src/accounts/last-seen.ts";
import { createLogger } from "../src/operations/logger.ts";
import type { Principal } from "../src/ports.ts";
import { conditionOf, firstDevice, furtherDevice, Harness, START } from "./accounts-harness.ts";

forEachEngine("devices", (open) => {
  let database: TestDatabase;
  let h: Harness;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    h = await Harness.create(database);
  });

  const append = (principal: Principal, bytes: Uint8Array) =>
    h.iq(principal, "set", el("append", NS_DEVICES, {}, [el("entry", NS_DEVICES, {}, bytes)]));
  const list = async (principal: Principal, attrs: Record<string, string>) => {
    const result = await h.iq(principal, "get", el("list", NS_DEVICES, attrs));
    return childrenNamed(result as Element, "entry", NS_DEVICES).map(bytesOf);
  };

  test("a chain grows by its next entry and is answered as it was published", async () => {
    const first = await h.signUp();
    const other = await h.signUp();
    const a = await firstDevice(first);
    expect(await append(first, a.list.bytes)).toBeUndefined();
    const added = await h.call("POST", "/v1/devices", { auth: first, body: { device_name: "Tablet" } });
    expect([added.status, added.body.device]).toEqual([201, 2]);
    const second = { account: first.account, device: 2 };
    const b = await furtherDevice(a, second);
    expect(await h.services.directory.isListed(first.account, 2)).toBe(false);
    await append(first, b.list.bytes);
    expect(await list(other, { account: first.account })).toEqual([a.list.bytes, b.list.bytes]);
    expect(await list(other, { account: first.account, after: "1" })).toEqual([b.list.bytes]);
    expect(await list(other, { account: first.account, after: "2" })).toEqual([]);
    expect(h.events).toEqual([`list ${first.account}`, `list ${first.account}`]);

    const { directory } = h.services;
    expect(await directory.isListed(first.account, 2)).toBe(true);
    expect(await directory.isListed(first.account, 2, b.identity.signature.publicKey)).toBe(true);
    expect(await directory.isListed(first.account, 2, a.identity.signature.publicKey)).toBe(false);
    expect(await directory.isListed(first.account, 3)).toBe(false);
    expect(await directory.accountKey(first.account)).toEqual(a.key.publicKey);
    expect((await directory.devices(first.account)).map((d) => d.device)).toEqual(["1", "2"]);
  });

  test("the newest entry again is accepted, and told again; anything else not next is a conflict", async () => {
    const me = await h.signUp();
    const a = await firstDevice(me);
    await append(me, a.list.bytes);
    await append(me, a.list.bytes);
    expect(h.events).toHaveLength(2);
    expect(await list(me, { account: me.account })).toHaveLength(1);
    const fork = await firstDevice(me);
    expect(await conditionOf(append(me, fork.list.bytes))).toBe("conflict");
    // Signed by the right key, grown from another first entry.
    const { account, device } = me;
    const twin = { ...a, list: { ...a.list, hash: fork.list.hash } };
    const identity = await createDeviceIdentity(account, String(device + 1), a.key);
    await h.call("POST", "/v1/devices", { auth: me });
    const wrongHash = await addDevice(twin.list, a.key, listedDevice(identity, START));
    expect(await conditionOf(append(me, wrongHash.bytes))).toBe("conflict");
  });

  test("two appended at once: one wins", async () => {
    const me = await h.signUp();
    const a = await firstDevice(me);
    await append(me, a.list.bytes);
    const added: Principal[] = [];
    for (let i = 0; i < 2; i++) {
      const { body } = await h.call("POST", "/v1/devices", { auth: me });
      added.push({ account: me.account, device: body.device });
    }
    const entries = await Promise.all(added.map((principal) => furtherDevice(a, principal)));
    const outcomes = await Promise.all(entries.map((entry) => conditionOf(append(me, entry.list.bytes))));
    expect(outcomes.sort()).toEqual(["conflict", "no error"]);
  });

  test("an entry of another account, an unregistered device, another key, a broken signature: refused", async () => {
    const me = await h.signUp();
    const other = await h.signUp();
    const a = await firstDevice(me);
    expect(await conditionOf(append(other, a.list.bytes))).toBe("forbidden");
    const ghost = await firstDevice({ account: me.account, device: 77 });
    expect(await conditionOf(append(me, ghost.list.bytes))).toBe("not-acceptable");
    const forged = a.list.bytes.slice();
    forged[forged.length - 10] = (forged[forged.length - 10] ?? 0) ^ 1;
    expect(await conditionOf(append(me, forged))).toBe("not-acceptable");
    expect(await conditionOf(append(me, new Uint8Array(40)))).toBe("bad-request");
    expect(await conditionOf(append(me, new Uint8Array(20_000)))).toBe("policy-violation");

    await append(me, a.list.bytes);
    await h.call("POST", "/v1/devices", { auth: me });
    const stranger = await generateAccountKey();
    const identity = await createDeviceIdentity(me.account, "2", stranger);
    const hijack = await addDevice(
      { ...a.list, accountKey: stranger.publicKey },
      stranger,
      listedDevice(identity, START),
    );
    expect(await conditionOf(append(me, hijack.bytes))).toBe("not-acceptable");
    expect(await h.services.directory.accountKey(me.account)).toEqual(a.key.publicKey);
  });

  test("a revocation rotates the account key, and the revoked device is listed no more", async () => {
    const me = await h.signUp();
    const a = await firstDevice(me);
    await append(me, a.list.bytes);
    await h.call("POST", "/v1/devices", { auth: me });
    const b = await furtherDevice(a, { account: me.account, device: 2 });
    await append(me, b.list.bytes);
    const next = await generateAccountKey();
    const revoked = await revokeDevice(b.list, a.key, next, "2");
    await append(me, revoked.bytes);
    expect(await h.services.directory.isListed(me.account, 2)).toBe(false);
    expect(await h.services.directory.accountKey(me.account)).toEqual(next.publicKey);
  });

  test("devices are listed, named and removed, with token and session", async () => {
    const me = await h.signUp();
    const { body: second } = await h.call("POST", "/v1/devices", { auth: me });
    const token = { ...me, ...second };
    const listed = await h.call("GET", "/v1/devices", { auth: token });
    expect(listed.body.devices).toEqual([
      {
        device: 1,
        name: "Device",
        created_at: "2026-11-21T10:00:00.000Z",
        last_seen_at: "2026-11-21T10:00:00.000Z",
      },
      {
        device: 2,
        name: "Device",
        created_at: "2026-11-21T10:00:00.000Z",
        last_seen_at: "2026-11-21T10:00:00.000Z",
      },
    ]);
    expect((await h.call("DELETE", "/v1/devices/2", { auth: me })).status).toBe(204);
    expect((await h.call("GET", "/v1/devices", { auth: token })).status).toBe(401);
    expect((await h.call("DELETE", "/v1/devices/2", { auth: me })).status).toBe(404);
    expect((await h.call("DELETE", "/v1/devices/x", { auth: me })).status).toBe(404);
    expect(h.ended).toEqual([{ account: me.account, device: 2 }]);
    expect(h.events).toEqual(["removed 2"]);
    // A number is never given twice.
    expect((await h.call("POST", "/v1/devices", { auth: me })).body.device).toBe(3);
  });

  test("a removed device is listed no more, even before the list says so", async () => {
    const me = await h.signUp();
    const a = await firstDevice(me);
    await append(me, a.list.bytes);
    await h.call("POST", "/v1/devices", { auth: me });
    const b = await furtherDevice(a, { account: me.account, device: 2 });
    await append(me, b.list.bytes);
    expect(await h.services.directory.isListed(me.account, 2)).toBe(true);
    await h.call("DELETE", "/v1/devices/2", { auth: me });
    expect(await h.services.directory.isListed(me.account, 2)).toBe(false);
  });

  test("an account has at most 32 devices", async () => {
    const me = await h.signUp();
    for (let i = 0; i < 31; i++) await h.services.devices.add(me.account, undefined);
    const refused = await h.call("POST", "/v1/devices", { auth: me });
    expect([refused.status, refused.body.error.code]).toEqual([409, "too_many_devices"]);
  });

  test("a number registered anew starts a new chain; the old one is forgotten", async () => {
    const me = await h.signUp();
    await append(me, (await firstDevice(me)).list.bytes);
    expect(await h.services.directory.isListed(me.account, 1)).toBe(true);
    const again = await h.signUp(me.number);
    expect(await h.services.directory.accountKey(me.account)).toBeUndefined();
    expect(await conditionOf(list(again, { account: me.account }))).toBe("item-not-found");
    const fresh = await firstDevice(again);
    await append(again, fresh.list.bytes);
    expect(await h.services.directory.accountKey(me.account)).toEqual(fresh.key.publicKey);
  });

  test("deleting an account deletes everything; its number may sign up again, as another", async () => {
    const me = await h.signUp();
    await append(me, (await firstDevice(me)).list.bytes);
    expect((await h.call("DELETE", "/v1/account", { auth: me })).status).toBe(204);
    expect((await h.call("GET", "/v1/devices", { auth: me })).status).toBe(401);
    for (const table of ["accounts", "devices", "device_list_entries", "key_packages"]) {
      expect(await h.database.query(`SELECT * FROM ${table}`)).toEqual([]);
    }
    expect((await h.signUp(me.number)).account).not.toBe(me.account);
  });

  test("malformed iqs are refused", async () => {
    const me = await h.signUp();
    expect(await conditionOf(h.iq(me, "get", el("append", NS_DEVICES)))).toBe("bad-request");
    expect(await conditionOf(h.iq(me, "set", el("append", NS_DEVICES)))).toBe("bad-request");
    expect(await conditionOf(list(me, {}))).toBe("bad-request");
    expect(await conditionOf(list(me, { account: "nobody" }))).toBe("bad-request");
    expect(await conditionOf(list(me, { account: me.account, after: "-1" }))).toBe("bad-request");
  });

  test("last seen is written every five minutes at most, and by flush alone", async () => {
    const me = await h.signUp();
    const seen = async () => (await h.services.devices.list(me.account))[0]?.lastSeenAt;
    const { lastSeen } = h.services;
    h.now += 60_000;
    lastSeen.touch(me);
    expect(await seen()).toBe(START);
    await lastSeen.flush();
    expect(await seen()).toBe(START + 60_000);
    h.now += 60_000;
    lastSeen.touch(me);
    await lastSeen.flush();
    expect(await seen()).toBe(START + 60_000);
    h.now += 5 * 60_000;
    lastSeen.touch(me);
    // A server that stops flushes a last time.
    await runLastSeen(lastSeen, createLogger({ level: "silent" }), AbortSignal.abort());
    expect(await seen()).toBe(h.now);
  });
});
