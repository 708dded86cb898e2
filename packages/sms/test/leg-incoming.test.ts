import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { NoDeviceError } from "../src/leg/index.ts";
import { PoolError, parsePool } from "../src/leg/pool-numbers.ts";
import { stanzaIdOf } from "../src/leg/stanza-id.ts";
import { Bench, refusalOf, textOf } from "./leg-support.ts";

const PHONE = "+447700900123";
const OTHER = "+447700900124";
const NUMBER = "+447700900900";

test("a pool is numbers and ranges of them", () => {
  expect(parsePool("")).toEqual([]);
  expect(parsePool(" +447700900900 - +447700900902 , +4915112345678,+447700900901")).toEqual([
    "+447700900900",
    "+447700900901",
    "+447700900902",
    "+4915112345678",
  ]);
  for (const wrong of [
    "447700900900",
    "+447700900902-+447700900900",
    "+4477009009-+447700900900",
    "+447700900000-+447701900000",
    "+447700900900-1-2",
  ]) {
    expect(() => parsePool(wrong)).toThrow(PoolError);
  }
});

forEachEngine("texts from phones", (open) => {
  test("an answer finds its chat by the two numbers, sealed to every device", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const laptop = await house.add("alice");
    const phone = await house.add("alice");
    const bob = await house.add("bob");
    await bench.send(laptop, PHONE, "Hello", "t1");
    await bench.send(bob, PHONE, "Hi", "t2");
    await wire.receive(PHONE, NUMBER, "Hello yourself");
    // Without the plus, as carriers have it that do not say the type of number.
    await wire.receive(PHONE.slice(1), "447700900901", "Hi Bob");
    for (const device of [laptop, phone]) {
      const [text, ...more] = await device.incoming();
      expect(more).toEqual([]);
      expect(text).toMatchObject({ from: PHONE, to: NUMBER, text: "Hello yourself" });
    }
    expect((await bob.incoming()).map(({ text }) => text)).toEqual(["Hi Bob"]);
  });

  test("the carrier keeps it until it is in the mailboxes; delivered again, it is shown once", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const alice = await house.add("alice");
    await bench.send(alice, PHONE, "Hello", "t1");
    house.isBroken = true;
    await expect(wire.receive(PHONE, NUMBER, "Yes", "in-1")).rejects.toThrow("the disk is full");
    house.isBroken = false;
    await wire.receive(PHONE, NUMBER, "Yes", "in-1");
    // Killed before the carrier was answered.
    await bench.restart();
    await wire.receive(PHONE, NUMBER, "Yes", "in-1");
    expect(alice.deliveries).toHaveLength(2);
    expect(await alice.incoming()).toHaveLength(1);
  });

  test("what maps to nobody is counted, answered once if the operator wants it, and dropped", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const alice = await house.add("alice");
    await bench.send(alice, PHONE, "Hello", "t1");
    await wire.receive(OTHER, NUMBER, "Who is this?");
    expect(wire.texts("notice")).toEqual([]);
    const unknownReply = "Nobody reads this number.";
    await bench.restart({ unknownReply, limits: { noticesPerHour: 2 } });
    await wire.receive(OTHER, NUMBER, "Who is this?");
    await wire.receive(OTHER, NUMBER, "Hello?");
    await wire.receive("Bank", NUMBER, "Your code");
    await wire.receive("+447700900125", "Culver", "not to a number of ours");
    await wire.receive("+447700900126", NUMBER, "a second");
    await wire.receive("+447700900127", NUMBER, "a third");
    const notices = wire.texts("notice");
    expect(notices.map(({ to, from }) => [to, from])).toEqual([
      [OTHER, NUMBER],
      ["+447700900126", NUMBER],
    ]);
    expect(notices.map(textOf)).toEqual([unknownReply, unknownReply]);
    expect(await alice.incoming()).toEqual([]);
    expect((await bench.leg.state()).counters).toMatchObject({ unknown: 6, notices: 2, delivered: 0 });
  });

  test("strangers who write twice at once are told once, and the notice's id does not tell their number", async () => {
    await using bench = await Bench.open(await open(), { unknownReply: "Nobody is here." });
    const { wire } = bench;
    await Promise.all([wire.receive(PHONE, NUMBER, "one"), wire.receive(PHONE, NUMBER, "two")]);
    const [notice, ...more] = wire.texts("notice");
    expect(more).toEqual([]);
    expect(notice?.id).toBeDefined();
    // Whoever gets ids, by a webhook for one, would only have to try all numbers.
    expect(notice?.id).not.toContain(stanzaIdOf(PHONE));
    wire.isBroken = true;
    const other = "+447700900199";
    await wire.receive(other, NUMBER, "one");
    wire.isBroken = false;
    await wire.receive(other, NUMBER, "two");
    expect(wire.texts("notice").map(({ to }) => to)).toEqual([PHONE, other]);
  });

  test("STOP holds at once, is confirmed once, is shown in its chat; START ends it", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const alice = await house.add("alice");
    await bench.send(alice, PHONE, "Hello", "t1");
    house.isBroken = true;
    await expect(wire.receive(PHONE, NUMBER, "STOP", "in-1")).rejects.toThrow("the disk is full");
    expect(await refusalOf(bench.send(alice, PHONE, "Please", "t2"))).toBe("opted-out");
    house.isBroken = false;
    await wire.receive(PHONE, NUMBER, "STOP", "in-1");
    expect(wire.texts("notice")).toHaveLength(1);
    expect(await alice.incoming()).toMatchObject([{ text: "STOP", optedOut: true }]);
    expect(await bench.quote(alice, PHONE)).toEqual({ refused: "opted-out" });
    await wire.receive(PHONE, NUMBER, "START");
    expect(wire.texts("notice")).toHaveLength(2);
    await wire.receive(PHONE, NUMBER, "Hello to you");
    expect((await alice.incoming()).map(({ text, optedOut }) => [text, optedOut])).toEqual([
      ["STOP", true],
      ["START", false],
      ["Hello to you", undefined],
    ]);
    await bench.send(alice, PHONE, "Thank you", "t3");
    expect(wire.texts("person").map(textOf)).toEqual(["Hello", "Thank you"]);
  });

  test("whoever has the account next gets no answer that was meant for the one before", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const alice = await house.add("alice");
    await bench.send(alice, PHONE, "Hello", "t1");
    const next = await house.replace("alice");
    await wire.receive(PHONE, NUMBER, "a secret");
    expect(next.deliveries).toEqual([]);
    // Their own chat with the same phone has another number: the old pair is nobody's.
    await bench.send(next, PHONE, "Hi", "t1");
    expect(wire.texts("person").map(({ from }) => from.slice(-1))).toEqual(["0", "1"]);
    await wire.receive(PHONE, "+447700900901", "hello new one");
    expect((await next.incoming()).map(({ text }) => text)).toEqual(["hello new one"]);
    house.delete("alice");
    await wire.receive(PHONE, "+447700900901", "anybody?");
    expect((await bench.leg.state()).counters).toMatchObject({ unknown: 2, delivered: 1 });
  });

  test("an account without a device: the carrier keeps it for a while, then it is dropped and counted", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    await bench.send(await house.add("alice"), PHONE, "Hello", "t1");
    house.remove("alice");
    await expect(wire.receive(PHONE, NUMBER, "one", "in-1")).rejects.toThrow(NoDeviceError);
    bench.ahead += 30 * 60_000;
    await expect(wire.receive(PHONE, NUMBER, "one", "in-1")).rejects.toThrow(NoDeviceError);
    await expect(wire.receive(PHONE, NUMBER, "two", "in-2")).rejects.toThrow(NoDeviceError);
    bench.ahead += 40 * 60_000;
    await wire.receive(PHONE, NUMBER, "one", "in-1");
    const again = await house.add("alice");
    await wire.receive(PHONE, NUMBER, "two", "in-2");
    expect((await again.incoming()).map(({ text }) => text)).toEqual(["two"]);
    expect((await bench.leg.state()).counters).toMatchObject({ dropped: 1, delivered: 1 });
  });
});
