import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { NoDeviceError } from "../src/leg/index.ts";
import { Bench, refusalOf } from "./leg-support.ts";

const PHONE = "+447700900123";
const SHOP = "+447700900555";

forEachEngine("a number of one account's own", (open) => {
  async function shop(options: Parameters<typeof Bench.open>[1] = {}) {
    const bench = await Bench.open(await open(), options);
    const device = await bench.house.add("shop");
    bench.house.numbers.set("shop", SHOP);
    await bench.leg.dedicated.add(SHOP);
    return { bench, device, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
  }

  test("whatever phone writes to it, its account has it", async () => {
    await using world = await shop();
    const { bench, device } = world;
    await bench.wire.receive(PHONE, SHOP, "Are you open?");
    await bench.wire.receive("+447700900124", SHOP.slice(1), "And you?");
    expect((await device.incoming()).map(({ from, to, text }) => ({ from, to, text }))).toEqual([
      { from: PHONE, to: SHOP, text: "Are you open?" },
      { from: "+447700900124", to: SHOP, text: "And you?" },
    ]);
  });

  test("its account writes from it, as a business, without a place in the pool", async () => {
    await using world = await shop({ pool: [] });
    const { bench, device } = world;
    await bench.send(device, PHONE, "We are", "t1");
    const [sent] = bench.wire.texts("business");
    expect(sent).toMatchObject({ to: PHONE, from: SHOP, account: "shop" });
    expect((await bench.leg.state()).pairs).toBe(0);
    expect(await bench.quote(device, PHONE)).toMatchObject({ from: SHOP, cost: 3 });
    if (sent?.id === undefined) throw new Error("it was not sent");
    await bench.wire.tell({ id: sent.id, purpose: "business", state: "delivered", at: 5 });
    expect(device.statuses()).toMatchObject([{ id: "t1", state: "delivered" }]);
  });

  test("it reaches phones of people who have the app, but no number of ours", async () => {
    await using world = await shop();
    const { bench, device } = world;
    bench.house.reachable.add(PHONE);
    await bench.send(device, PHONE, "By SMS all the same", "t1");
    expect(bench.wire.texts("business").length).toBe(1);
    await bench.leg.dedicated.add("+447700900556");
    for (const ours of [SHOP, "+447700900556", "+447700900900"]) {
      expect(await refusalOf(bench.send(device, ours, "Loop", `to-${ours}`))).toBe("no-route");
    }
  });

  test("what limits people does not limit it, and what is closed to people is open to it", async () => {
    await using world = await shop({ people: false, limits: { perHour: 1, perDay: 1 } });
    const { bench, device } = world;
    const alice = await bench.house.add("alice");
    expect(await bench.leg.info(alice)).toEqual({ key: undefined });
    expect(await bench.leg.hasOwnNumber("alice")).toBe(false);
    expect((await bench.leg.info(device)).key).toBeDefined();
    expect(await bench.leg.hasOwnNumber("shop")).toBe(true);
    for (const id of ["t1", "t2", "t3"]) await bench.send(device, PHONE, id, id);
    expect(bench.wire.texts("business").length).toBe(3);
    const text = await bench.outgoing(device, PHONE, "Hello", "t4");
    expect(await refusalOf(bench.leg.send(alice, text))).toBe("unavailable");
  });

  test("STOP to it is between the two of them", async () => {
    await using world = await shop();
    const { bench, device } = world;
    await bench.wire.receive(PHONE, SHOP, "STOP");
    expect(await bench.quote(device, PHONE)).toEqual({ refused: "opted-out" });
    expect(await refusalOf(bench.send(device, PHONE, "One more thing", "t1"))).toBe("opted-out");
    const alice = await bench.house.add("alice");
    await bench.send(alice, PHONE, "Hello", "t2");
    expect(bench.wire.texts("person").length).toBe(1);
  });

  test("before anybody has signed up with it, the carrier keeps what comes", async () => {
    await using bench = await Bench.open(await open());
    await bench.leg.dedicated.add(SHOP);
    await expect(bench.wire.receive(PHONE, SHOP, "Hello?", "in-1")).rejects.toBeInstanceOf(NoDeviceError);
    const device = await bench.house.add("shop");
    bench.house.numbers.set("shop", SHOP);
    await bench.wire.receive(PHONE, SHOP, "Hello?", "in-1");
    expect((await device.incoming()).map(({ text }) => text)).toEqual(["Hello?"]);
  });

  test("a number that was in the pool gets no new pairs, and old ones end with it", async () => {
    await using bench = await Bench.open(await open(), { pool: [SHOP] });
    const alice = await bench.house.add("alice");
    const device = await bench.house.add("shop");
    bench.house.numbers.set("shop", SHOP);
    await bench.send(alice, PHONE, "Hello", "t1");
    await bench.leg.dedicated.add(SHOP);
    await bench.wire.receive(PHONE, SHOP, "Is this the shop?");
    expect((await device.incoming()).map(({ text }) => text)).toEqual(["Is this the shop?"]);
    expect(await refusalOf(bench.send(alice, "+447700900124", "Hello", "t2"))).toBe("pool-exhausted");
    await bench.leg.dedicated.remove(SHOP);
    await bench.send(alice, "+447700900124", "Hello", "t3");
    expect(await bench.leg.dedicated.list()).toEqual([]);
  });
});
