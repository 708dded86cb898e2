import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { Bench, refusalOf, textOf } from "./leg-support.ts";

const PHONE = "+447700900123";
const OTHER = "+447700900124";
const THIRD = "+447700900125";

forEachEngine("texts from people", (open) => {
  test("a text goes out once, from a number of the pool, and the other devices show it", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const laptop = await house.add("alice");
    const phone = await house.add("alice");
    const stranger = await house.add("bob");
    await bench.send(laptop, PHONE, "Hello", "t1");
    await bench.send(laptop, PHONE, "Hello", "t1");
    const [message, ...more] = wire.texts("person");
    expect(more).toEqual([]);
    expect(message).toMatchObject({ to: PHONE, from: "+447700900900", account: "alice" });
    expect(message && textOf(message)).toBe("Hello");
    expect(await phone.copies()).toEqual([`{"id":"t1","to":"${PHONE}","text":"Hello"}`]);
    expect(await laptop.copies()).toEqual([]);

    // A copy reaches own devices alone.
    const foreign = await bench.outgoing(laptop, PHONE, "Hello", "t2");
    const [copy] = foreign.copies;
    if (copy === undefined) throw new Error("no copy");
    const copies = [{ ...copy, device: `${stranger.device}` as const }];
    await bench.leg.send(laptop, { ...foreign, copies });
    expect(stranger.deliveries).toEqual([]);
    expect((await bench.leg.state()).counters).toMatchObject({ taken: 2, repeated: 1, refused: {} });
  });

  test("killed between any two steps, it goes out once and every device shows it once", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const laptop = await house.add("alice");
    const phone = await house.add("alice");
    const send = await bench.outgoing(laptop, PHONE, "Hello", "t1");
    wire.isBroken = true;
    expect(await bench.leg.send(laptop, send).catch((error: Error) => error.message)).toBe(
      "the disk is full",
    );
    wire.isBroken = false;
    house.isBroken = true;
    await bench.restart();
    expect(await bench.leg.send(laptop, send).catch((error: Error) => error.message)).toBe(
      "the disk is full",
    );
    expect(wire.texts("person")).toHaveLength(1);
    house.isBroken = false;
    await bench.restart();
    await bench.leg.send(laptop, send);
    await bench.restart();
    await bench.leg.send(laptop, send);
    expect(wire.texts("person")).toHaveLength(1);
    expect(await phone.copies()).toHaveLength(1);
    expect(phone.deliveries).toHaveLength(1);
  });

  test("numbers: sticky, one for all of a person's phones where it can be, never one pair for two", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const [alice, bob, cleo] = [await house.add("alice"), await house.add("bob"), await house.add("cleo")];
    await bench.send(alice, PHONE, "1", "a1");
    await bench.send(bob, PHONE, "2", "b1");
    await bench.send(bob, OTHER, "3", "b2");
    await bench.send(alice, OTHER, "4", "a2");
    await bench.send(alice, PHONE, "5", "a3");
    const from = wire.texts("person").map((message) => message.from.slice(-1));
    expect(from).toEqual(["0", "1", "1", "0", "0"]);
    expect(await refusalOf(bench.send(cleo, PHONE, "6", "c1"))).toBe("pool-exhausted");
    expect(wire.texts("person")).toHaveLength(5);

    // Out of the configuration: what is there goes on, nothing new begins.
    await bench.restart({ pool: ["+447700900901", "+447700900902"] });
    await bench.send(alice, PHONE, "7", "a4");
    await bench.send(alice, THIRD, "8", "a5");
    await bench.send(cleo, PHONE, "9", "c2");
    const later = wire.texts("person").slice(5);
    expect(later.map((message) => message.from.slice(-1))).toEqual(["0", "2", "2"]);
    await wire.receive(PHONE, "+447700900900", "still here");
    expect((await alice.incoming()).map(({ text }) => text)).toEqual(["still here"]);

    // The operator lets go of what nobody uses.
    expect(await bench.leg.releasePairs(Date.now() - 1000)).toBe(0);
    expect(await bench.leg.state()).toMatchObject({ numbers: 2, pairs: 6 });
    expect(await bench.leg.releasePairs(Date.now() + 1000)).toBe(6);
    expect(await bench.leg.state()).toMatchObject({ numbers: 2, pairs: 0 });
  });

  test("a chat that is only written in is in use: the operator does not let go of its pair", async () => {
    await using bench = await Bench.open(await open());
    const alice = await bench.house.add("alice");
    await bench.send(alice, PHONE, "Hello", "t1");
    await bench.send(alice, OTHER, "Hello", "t2");
    bench.ahead += 5 * 24 * 60 * 60_000;
    await bench.send(alice, PHONE, "Still here?", "t3");
    const yesterday = Date.now() + bench.ahead - 24 * 60 * 60_000;
    expect(await bench.leg.releasePairs(yesterday)).toBe(1);
    await bench.wire.receive(PHONE, "+447700900900", "Yes");
    expect((await alice.incoming()).map(({ text }) => text)).toEqual(["Yes"]);
  });

  test("many at once, from two processes, and no pair is given twice", async () => {
    const pool = Array.from({ length: 8 }, (_, n) => `+44770090090${n}`);
    await using bench = await Bench.open(await open(), { pool });
    await using second = await bench.another();
    const people = await Promise.all(Array.from({ length: 10 }, (_, n) => bench.house.add(`account${n}`)));
    const results = await Promise.all(
      people.map(async (person, n) => {
        const send = await bench.outgoing(person, PHONE, "Hi", `t${n}`);
        return (n % 2 === 0 ? bench.leg : second).send(person, send).then(
          () => "sent",
          () => "refused",
        );
      }),
    );
    expect(results.filter((result) => result === "sent")).toHaveLength(8);
    expect(new Set(bench.wire.texts("person").map(({ from }) => from)).size).toBe(8);
  });

  test("each refusal has its reason, and nothing of it goes out", async () => {
    await using bench = await Bench.open(await open(), {
      allowedPrefixes: ["+447", "+33"],
      limits: { perHour: 2, perDay: 3, maxSegments: 2 },
    });
    const { house, wire } = bench;
    const alice = await house.add("alice");
    const refused = (to: string, text: string) =>
      refusalOf(bench.send(alice, to, text, `${to}${text.length}`));
    house.reachable.add(THIRD);
    expect(await refused("07700900123", "x")).toBe("not-a-number");
    expect(await refused("+33612345678", "x")).toBe("no-route");
    expect(await refused("+442079460000", "x")).toBe("no-route");
    expect(await refused("+447700900901", "x")).toBe("no-route");
    expect(await refused(THIRD, "x")).toBe("on-culver");
    expect(await refused(PHONE, "x".repeat(400))).toBe("too-long");
    expect(await refused(PHONE, "x".repeat(10_001))).toBe("bad-request");
    expect(await refused(PHONE, "")).toBe("bad-request");
    const moved = await bench.outgoing(alice, PHONE, "x", "m1", "m2");
    expect(await refusalOf(bench.leg.send(alice, moved))).toBe("bad-request");
    const valid = await bench.outgoing(alice, PHONE, "x", "m3");
    expect(await refusalOf(bench.leg.send(alice, { ...valid, id: "m4" }))).toBe("unknown-key");
    expect(await refusalOf(bench.leg.send(alice, { ...valid, text: { ...valid.text, key: 99 } }))).toBe(
      "unknown-key",
    );
    expect(wire.sent.size).toBe(0);
    await bench.send(alice, PHONE, "one", "t1");
    await bench.send(alice, PHONE, "two", "t2");
    expect(await refused(PHONE, "three")).toBe("too-many");
    await bench.send(alice, PHONE, "one", "t1");
    bench.ahead += 61 * 60_000;
    await bench.send(alice, PHONE, "three", "t3");
    expect(await refused(PHONE, "four")).toBe("too-many");
    bench.ahead += 24 * 60 * 60_000;
    await bench.send(alice, PHONE, "four", "t4");
    const { refused: counted } = (await bench.leg.state()).counters;
    expect(counted).toMatchObject({ "no-route": 3, "too-many": 2, "on-culver": 1 });
  });

  test("a quote says what it costs, how it is written, from which number, or why not", async () => {
    await using bench = await Bench.open(await open());
    const alice = await bench.house.add("alice");
    const terms = { cost: 3, currency: "EUR", text: {} };
    expect(await bench.quote(alice, PHONE)).toEqual(terms);
    await bench.send(alice, PHONE, "Hi", "t1");
    expect(await bench.quote(alice, PHONE)).toEqual({ ...terms, from: "+447700900900" });
    expect(await bench.quote(alice, "+33612345678")).toEqual({ refused: "no-route" });
    bench.house.reachable.add(OTHER);
    expect(await bench.quote(alice, OTHER)).toEqual({ refused: "on-culver" });
    bench.house.remove("alice");
    expect(await refusalOf(bench.quote(alice, PHONE))).toBe("forbidden");
  });

  test("keys: a new one every day; an old one opens for a week and is then gone for good", async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    await using bench = await Bench.open(await open(), { secret });
    const alice = await bench.house.add("alice");
    const day = 24 * 60 * 60_000;
    const { key } = await bench.leg.info(alice);
    expect((await bench.leg.info(alice)).key).toEqual(key);
    const [inTime, tooLate] = await Promise.all([
      bench.outgoing(alice, PHONE, "in time", "t1"),
      bench.outgoing(alice, PHONE, "too late", "t2"),
    ]);
    const stored = () =>
      bench.database.query<{ id: number; private_key: Uint8Array }>(
        "SELECT id, private_key FROM sms_seal_keys ORDER BY id",
      );
    // 32 bytes, sealed.
    expect((await stored())[0]?.private_key.length).toBe(32 + 28);
    bench.ahead += day + 1;
    await bench.restart();
    const next = (await bench.leg.info(alice)).key;
    expect(next?.id).not.toBe(key?.id);
    expect(next?.publicKey).not.toEqual(key?.publicKey);
    expect((next?.expiresAt ?? 0) - (key?.expiresAt ?? 0)).toBeGreaterThan(day);
    bench.ahead += 6 * day;
    await bench.leg.expire();
    await bench.leg.send(alice, inTime);
    bench.ahead += day;
    expect(await refusalOf(bench.leg.send(alice, tooLate))).toBe("unknown-key");
    await bench.leg.expire();
    expect((await stored()).map(({ id }) => id)).not.toContain(key?.id);
    // What was taken before is known all the same.
    await bench.leg.send(alice, inTime);
    expect(bench.wire.texts("person").map(textOf)).toEqual(["in time"]);
  });

  test("what became of a text is told to all devices, and not to whoever has the number next", async () => {
    await using bench = await Bench.open(await open());
    const { house, wire } = bench;
    const laptop = await house.add("alice");
    const phone = await house.add("alice");
    await bench.send(laptop, PHONE, "Hello", "t1");
    const [{ id = "" } = {}] = wire.texts("person");
    const status = { id, account: "alice", purpose: "person", at: 5 } as const;
    house.isBroken = true;
    await expect(wire.tell({ ...status, state: "sent" })).rejects.toThrow("the disk is full");
    house.isBroken = false;
    await wire.tell({ ...status, state: "sent" });
    await wire.tell({ ...status, state: "sent" });
    await wire.tell({ ...status, state: "failed", reason: "the phone is switched off", code: "27" });
    for (const device of [laptop, phone]) {
      expect(device.statuses()).toEqual([
        { id: "t1", state: "sent", reason: undefined, at: 5 },
        { id: "t1", state: "failed", reason: "The phone is switched off.", at: 5 },
      ]);
    }
    const next = await house.replace("alice");
    await wire.tell({ ...status, state: "delivered" });
    expect(next.deliveries).toEqual([]);
  });
});
