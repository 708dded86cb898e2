import { afterAll, beforeAll, expect, test } from "bun:test";
import { accountAddress, type Element, parseLastActivity, presence, privacySettings } from "@culver/protocol";
import { forEachEngine } from "@culver/testing/engines";
import type { RawDevice } from "./raw-device.ts";
import { DOMAIN, type Person, Relay, startChat } from "./relay.ts";

forEachEngine("presence and last seen", (open) => {
  let relay: Relay;
  let anna: Person;
  let ben: Person;
  let cleo: Person;
  let a: RawDevice;
  let b: RawDevice;
  let c: RawDevice;

  beforeAll(async () => {
    relay = await Relay.start(await open());
    [anna, ben, cleo] = [await relay.person(), await relay.person(), await relay.person()];
    [a, b, c] = [await relay.connect(anna), await relay.connect(ben), await relay.connect(cleo)];
    await startChat(a, anna, [ben.account]);
  });
  afterAll(() => relay[Symbol.asyncDispose]());

  const subscribe = (to: Person, type: "subscribe" | "unsubscribe" = "subscribe") =>
    presence({ type, to: accountAddress(to.account, DOMAIN) });

  /** What the watcher is told next. */
  async function told(watcher: RawDevice, act: () => unknown): Promise<string> {
    const before = watcher.presences.length;
    await act();
    await watcher.until(() => watcher.presences.length > before, "a presence");
    const last = watcher.presences[before] as Element;
    const seconds = parseLastActivity(last);
    return `${last.attrs.type ?? "available"}${seconds === undefined ? "" : ` ${seconds}`}`;
  }

  test("who shares a conversation is told now and of every change", async () => {
    expect(await told(a, () => a.send(subscribe(ben)))).toBe("unavailable");
    expect(a.presences[0]?.attrs.from).toBe(accountAddress(ben.account, DOMAIN));
    expect(await told(a, () => b.send(presence()))).toBe("available");
    expect(await told(a, () => b.send(presence({ type: "unavailable" })))).toBe("unavailable 0");
    expect(await told(a, () => b.send(presence()))).toBe("available");
    expect(await told(a, () => b.drop())).toBe("unavailable 0");
    expect(await told(a, () => b.resume())).toBe("available");
    const before = a.presences.length;
    a.send(subscribe(ben, "unsubscribe"));
    await a.settled();
    b.send(presence({ type: "unavailable" }));
    await b.settled();
    await Bun.sleep(30);
    expect(a.presences.length).toBe(before);
  });

  test("whoever watched before there was a conversation is told when there is one", async () => {
    const [dora, emil] = [await relay.person(), await relay.person()];
    const [d, e] = [await relay.connect(dora), await relay.connect(emil)];
    e.send(presence());
    expect(await told(d, () => d.send(subscribe(emil)))).toBe("unavailable");
    expect(await told(d, () => startChat(d, dora, [emil.account]))).toBe("available");
  });

  test("strangers learn nothing", async () => {
    b.send(presence());
    expect(await told(c, () => c.send(subscribe(ben)))).toBe("unavailable");
    const before = c.presences.length;
    b.send(presence({ type: "unavailable" }));
    await b.settled();
    await Bun.sleep(30);
    // Not even that something has changed.
    expect(c.presences.length).toBe(before);
  });

  test("hiding is reciprocal", async () => {
    b.send(presence());
    expect(await told(a, () => a.send(subscribe(ben)))).toBe("available");
    // Who hides sees nothing either.
    expect(await told(a, () => a.request("set", privacySettings({ lastSeen: "nobody" })))).toBe(
      "unavailable",
    );
    expect(await told(a, () => a.request("set", privacySettings({ lastSeen: "everyone" })))).toBe(
      "available",
    );
    expect(await told(a, () => b.request("set", privacySettings({ lastSeen: "nobody" })))).toBe(
      "unavailable",
    );
    expect(parseLastActivity(a.presences.at(-1) as Element)).toBeUndefined();
    expect(await told(a, () => b.request("set", privacySettings({ lastSeen: "everyone" })))).toBe(
      "available",
    );
  });

  test("last seen survives a restart", async () => {
    b.send(presence());
    b.send(presence({ type: "unavailable" }));
    await b.settled();
    await relay.server.close();
    await relay.restart();
    a = await relay.connect(anna);
    expect(await told(a, () => a.send(subscribe(ben)))).toMatch(/^unavailable \d+$/);
  });
});
