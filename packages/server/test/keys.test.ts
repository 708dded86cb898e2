import { beforeAll, beforeEach, expect, test } from "bun:test";
import { createDeviceIdentity, generateAccountKey, revokeDevice } from "@culver/crypto";
import {
  bytesOf,
  children,
  childrenNamed,
  type Element,
  el,
  NS_DEVICES,
  NS_DIRECTORY,
  NS_KEYS,
  NS_PRIVACY,
  toBase64Url,
} from "@culver/protocol";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import type { Principal } from "../src/ports.ts";
import {
  type CryptoDevice,
  conditionOf,
  firstDevice,
  furtherDevice,
  Harness,
  keyPackages,
  type Signed,
  START,
} from "./accounts-harness.ts";

const DAY = 24 * 60 * 60_000;

forEachEngine("keys and directory", (open) => {
  let database: TestDatabase;
  let h: Harness;
  let alice: Signed;
  let bob: Signed;
  let a: CryptoDevice;
  let b: CryptoDevice;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    h = await Harness.create(database);
    alice = await h.signUp();
    bob = await h.signUp();
    a = await firstDevice(alice);
    b = await firstDevice(bob);
    await append(alice, a);
    await append(bob, b);
  });

  const append = (principal: Principal, device: CryptoDevice) =>
    h.iq(principal, "set", el("append", NS_DEVICES, {}, [el("entry", NS_DEVICES, {}, device.list.bytes)]));
  const publish = async (principal: Principal, packages: readonly Uint8Array[], lastResort = false) => {
    const attrs = lastResort ? { "last-resort": "true" } : {};
    const payload = el(
      "publish",
      NS_KEYS,
      {},
      packages.map((p) => el("key-package", NS_KEYS, attrs, p)),
    );
    return Number((await h.iq(principal, "set", payload))?.attrs["one-time"]);
  };
  const count = async (principal: Principal) =>
    Number((await h.iq(principal, "get", el("count", NS_KEYS)))?.attrs["one-time"]);
  const claim = async (principal: Principal, ...accounts: string[]) => {
    const payload = el(
      "claim",
      NS_KEYS,
      {},
      accounts.map((id) => el("account", NS_KEYS, { id })),
    );
    const result = (await h.iq(principal, "set", payload)) as Element;
    return childrenNamed(result, "device", NS_KEYS).map((device) => ({
      account: device.attrs.account,
      device: device.attrs.id,
      bytes: bytesOf(children(device)[0] as Element),
    }));
  };
  const lookup = async (principal: Principal, ...numbers: string[]) => {
    const payload = el(
      "lookup",
      NS_DIRECTORY,
      {},
      numbers.map((n) => el("number", NS_DIRECTORY, {}, n)),
    );
    return childrenNamed((await h.iq(principal, "get", payload)) as Element, "found", NS_DIRECTORY).map(
      (f) => f.attrs,
    );
  };

  test("published packages are counted and claimed once each, oldest first", async () => {
    const packages = await keyPackages(b, 3);
    expect(await publish(bob, packages)).toBe(3);
    const first = await claim(alice, bob.account);
    expect(first).toEqual([{ account: bob.account, device: "1", bytes: packages[0] as Uint8Array }]);
    expect(await count(bob)).toBe(2);
    expect((await claim(alice, bob.account))[0]?.bytes).toEqual(packages[1]);
    expect((await claim(alice, bob.account))[0]?.bytes).toEqual(packages[2]);
    expect(await claim(alice, bob.account)).toEqual([]);
  });

  test("claims at once get a package each, and the last-resort one when there are no more", async () => {
    const packages = await keyPackages(b, 6);
    const [lastResort] = await keyPackages(b, 1, { lastResort: true });
    await publish(bob, packages);
    await publish(bob, [lastResort as Uint8Array], true);
    const claims = await Promise.all(Array.from({ length: 9 }, () => claim(alice, bob.account)));
    const given = claims.map((c) => toBase64Url(c[0]?.bytes ?? new Uint8Array())).sort();
    const spare = toBase64Url(lastResort as Uint8Array);
    expect(given.filter((g) => g !== spare)).toEqual(packages.map(toBase64Url).sort());
    expect(given.filter((g) => g === spare)).toHaveLength(3);
    expect(await count(bob)).toBe(0);
  });

  test("publishing again, as after a lost answer, brings no package back", async () => {
    const packages = await keyPackages(b, 2);
    await publish(bob, packages);
    await claim(alice, bob.account);
    expect(await publish(bob, packages)).toBe(1);
    expect((await claim(alice, bob.account))[0]?.bytes).toEqual(packages[1]);
    expect(await claim(alice, bob.account)).toEqual([]);
  });

  test("a new last-resort package replaces the old", async () => {
    const [one, two] = await keyPackages(b, 2, { lastResort: true });
    await publish(bob, [one as Uint8Array], true);
    await publish(bob, [two as Uint8Array], true);
    expect((await claim(alice, bob.account))[0]?.bytes).toEqual(two);
    expect((await claim(alice, bob.account))[0]?.bytes).toEqual(two);
    expect(await h.database.query("SELECT id FROM key_packages")).toHaveLength(1);
  });

  test("one for each listed device, the asking one left out; what is not listed is not given", async () => {
    await h.call("POST", "/v1/devices", { auth: alice });
    const second = { account: alice.account, device: 2 };
    const a2 = await furtherDevice(a, second);
    await publish(alice, await keyPackages(a, 1));
    await publish(second, await keyPackages(a2, 1));
    await publish(bob, await keyPackages(b, 1));
    expect(await conditionOf(claim(second, bob.account))).toBe("forbidden");
    expect((await claim(bob, alice.account)).map((c) => c.device)).toEqual(["1"]);
    await append(alice, a2);
    const claimed = await claim(alice, alice.account, bob.account, "aaaaaaaaaaaaaaaa");
    expect(claimed.map(({ account, device }) => `${account}/${device}`).sort()).toEqual(
      [`${alice.account}/2`, `${bob.account}/1`].sort(),
    );
  });

  test("a package of another device, another key, out of its time, or no package at all is refused", async () => {
    const [mine] = await keyPackages(b, 1);
    expect(await conditionOf(publish(alice, [mine as Uint8Array]))).toBe("forbidden");
    const strange = await createDeviceIdentity(bob.account, "1", await generateAccountKey());
    const [wrongKey] = await keyPackages({ ...b, identity: strange }, 1);
    expect(await conditionOf(publish(bob, [wrongKey as Uint8Array]))).toBe("not-acceptable");
    const [old] = await keyPackages(b, 1, { now: START - 200 * DAY });
    expect(await conditionOf(publish(bob, [old as Uint8Array]))).toBe("not-acceptable");
    const damaged = (mine as Uint8Array).slice();
    damaged[damaged.length - 5] = (damaged[damaged.length - 5] ?? 0) ^ 1;
    expect(await conditionOf(publish(bob, [damaged]))).toBe("not-acceptable");
    expect(await conditionOf(publish(bob, [new Uint8Array(10)]))).toBe("bad-request");
    expect(await conditionOf(publish(bob, [new Uint8Array(20_000)]))).toBe("policy-violation");
    expect(await conditionOf(publish(bob, [mine as Uint8Array], true))).toBe("bad-request");
    expect(await conditionOf(publish(bob, []))).toBe("bad-request");
    expect(await count(bob)).toBe(0);
  });

  test("packages end with their lifetime, with the account key and with the device", async () => {
    await publish(bob, await keyPackages(b, 2));
    h.now += 100 * DAY;
    expect(await count(bob)).toBe(0);
    expect(await claim(alice, bob.account)).toEqual([]);
    h.now = START;
    await h.call("POST", "/v1/devices", { auth: bob });
    const b2 = await furtherDevice(b, { account: bob.account, device: 2 });
    await append(bob, b2);
    const next = await generateAccountKey();
    await append(bob, { ...b, list: await revokeDevice(b2.list, b.key, next, "2") });
    expect(await claim(alice, bob.account)).toEqual([]);
    expect(await count(bob)).toBe(0);
    await publish(alice, await keyPackages(a, 1));
    const again = await h.signUp(alice.number);
    expect(await count(again)).toBe(0);
  });

  test("claims are limited per account and per pair, with the time to wait", async () => {
    await h.restart({ limits: { claimsPerPair: { capacity: 2, refill: 1, perMs: 60_000 } } });
    await claim(alice, bob.account);
    await claim(alice, bob.account);
    const error = await claim(alice, bob.account).catch((e) => e);
    expect([error.condition, error.app?.name, error.app?.attrs]).toEqual([
      "resource-constraint",
      "retry",
      { after: "60" },
    ]);
    await claim(alice, alice.account);
    await h.restart({ limits: { claims: { capacity: 3, refill: 1, perMs: 60_000 } } });
    expect(await conditionOf(claim(bob, "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"))).toBe(
      "no error",
    );
    expect(await conditionOf(claim(bob, alice.account))).toBe("resource-constraint");
    const seventeen = Array.from({ length: 17 }, () => alice.account);
    expect(await conditionOf(claim(bob, ...seventeen))).toBe("bad-request");
  });

  test("lookup finds who can be written to, and nobody else", async () => {
    await publish(bob, await keyPackages(b, 1));
    const listless = await h.signUp();
    const found = await lookup(alice, bob.number, alice.number, listless.number, "+447700900999", bob.number);
    expect(found).toEqual([{ number: bob.number, account: bob.account, key: toBase64Url(b.key.publicKey) }]);
    expect(await conditionOf(lookup(alice))).toBe("bad-request");
    expect(await conditionOf(lookup(alice, "07700 900123"))).toBe("bad-request");
    expect(
      await conditionOf(lookup(alice, ...Array.from({ length: 101 }, (_, i) => `+4477009${1000 + i}`))),
    ).toBe("bad-request");
  });

  test("numbers looked up are limited per account and day", async () => {
    await h.restart({ limits: { lookupNumbers: { capacity: 3, refill: 3, perMs: DAY } } });
    await lookup(alice, "+447700900990", "+447700900991");
    const error = await lookup(alice, "+447700900992", "+447700900993").catch((e) => e);
    expect([error.condition, error.app?.attrs.after]).toEqual(["resource-constraint", "28800"]);
    await lookup(alice, "+447700900992");
    await lookup(bob, "+447700900992");
  });

  test("last seen is for everyone until it is set otherwise", async () => {
    const get = async (who: Principal) =>
      (await h.iq(who, "get", el("privacy", NS_PRIVACY)))?.attrs["last-seen"];
    const set = (who: Principal, value: string) =>
      h.iq(who, "set", el("privacy", NS_PRIVACY, { "last-seen": value }));
    expect(await get(alice)).toBe("everyone");
    expect(await set(alice, "nobody")).toBeUndefined();
    expect([await get(alice), await get(bob)]).toEqual(["nobody", "everyone"]);
    expect(h.events.at(-1)).toBe(`privacy ${alice.account}`);
    expect(await conditionOf(set(alice, "friends"))).toBe("bad-request");
    // The number's next holder does not show what its last one hid.
    await h.signUp(alice.number);
    expect(await get(alice)).toBe("nobody");
  });
});
