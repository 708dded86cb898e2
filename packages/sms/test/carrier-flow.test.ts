import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { AdaptiveWindow } from "../src/carrier/adaptive-window.ts";
import { NumberRates } from "../src/carrier/number-rates.ts";
import { outcomeClass } from "../src/carrier/outcome-class.ts";
import { SendingGate } from "../src/carrier/sending-gate.ts";
import { TokenBucket } from "../src/carrier/token-bucket.ts";
import { Status, statusName } from "../src/smpp/statuses.ts";
import { segmentData } from "../src/text/index.ts";
import { message, openCarrier, PHONE } from "./support/carrier.ts";
import { unrulySmsc } from "./support/unruly-smsc.ts";
import { until } from "./support.ts";

describe("adaptive window (additive increase, multiplicative decrease)", () => {
  test("halves once per round trip, grows by one per window, between 1 and the contract's", () => {
    const window = new AdaptiveWindow(16);
    const flight = Array.from({ length: 16 }, () => window.sent());
    for (const number of flight) window.throttled(number, 0);
    expect(window.size).toBe(8);
    window.throttled(window.sent(), 0);
    expect(window.size).toBe(4);
    for (let i = 0; i < 5; i++) window.accepted();
    expect(window.size).toBe(5);
    for (let i = 0; i < 1000; i++) window.accepted();
    expect(window.size).toBe(16);
    for (let i = 0; i < 10; i++) window.throttled(window.sent(), 0);
    expect(window.size).toBe(1);
  });

  test("throttled at one, it pauses, longer each time, until something is accepted", () => {
    const window = new AdaptiveWindow(1);
    const pauses = [1, 2, 3].map(() => {
      window.throttled(window.sent(), 1000);
      return window.pauseMs(1000);
    });
    expect(pauses).toEqual([100, 200, 400]);
    window.accepted();
    window.throttled(window.sent(), 5000);
    expect(window.pauseMs(5000)).toBe(100);
    expect(window.pauseMs(5100)).toBe(0);
  });

  test("whatever happens it stays between 1 and its limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.boolean(), { maxLength: 300 }),
        (max, story) => {
          const window = new AdaptiveWindow(max);
          for (const isAccepted of story) {
            const number = window.sent();
            if (isAccepted) window.accepted();
            else window.throttled(number, 0);
            expect(window.size).toBeGreaterThanOrEqual(1);
            expect(window.size).toBeLessThanOrEqual(max);
          }
        },
      ),
    );
  });
});

describe("token buckets", () => {
  test("a burst, then the rate", () => {
    const bucket = new TokenBucket(10, 3);
    expect(bucket.available(5000)).toBe(3);
    for (let i = 0; i < 3; i++) bucket.take(5000);
    expect([bucket.available(5000), bucket.waitMs(5000)]).toEqual([0, 100]);
    expect(bucket.available(5100)).toBe(1);
    expect(bucket.available(5250)).toBe(2);
    expect(bucket.available(9000)).toBe(3);
    expect(new TokenBucket(0, 1).available(0)).toBe(Number.POSITIVE_INFINITY);
  });

  test("over any time no more than burst and rate allow", () => {
    const settings = fc.record({
      rate: fc.integer({ min: 1, max: 500 }),
      burst: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(settings, fc.array(fc.nat(50), { maxLength: 400 }), ({ rate, burst }, steps) => {
        const bucket = new TokenBucket(rate, burst);
        let now = 1000;
        let taken = 0;
        for (const step of steps) {
          now += step;
          if (bucket.available(now) < 1) continue;
          bucket.take(now);
          taken++;
        }
        expect(taken).toBeLessThanOrEqual(burst + ((now - 1000) * rate) / 1000 + 1);
      }),
    );
  });

  test("per number: only those written to just now take memory", () => {
    const rates = new NumberRates(1, 100);
    for (let i = 0; i < 500; i++) rates.take(`+${i}`, 0);
    expect(rates.size).toBe(100);
    expect([rates.waitMs("+499", 0), rates.waitMs("+1", 0)]).toEqual([1000, 0]);
    rates.take("+new", 2000);
    expect(rates.size).toBe(1);
    const unlimited = new NumberRates(0);
    unlimited.take("+1", 0);
    expect([unlimited.size, unlimited.waitMs("+1", 0)]).toEqual([0, 0]);
  });
});

test("the gate lets in first come, first served, and turns away who waited too long", async () => {
  let isReady = true;
  const gate = new SendingGate(
    new AdaptiveWindow(1),
    new TokenBucket(0, 1),
    () => isReady,
    () => undefined,
  );
  expect(await gate.enter(1000)).toBe(true);
  const order: string[] = [];
  const waiting = ["a", "b"].map((name) => gate.enter(1000).then((may) => order.push(`${name} ${may}`)));
  const late = gate.enter(5).then((may) => order.push(`late ${may}`));
  expect([gate.room(), gate.waiting]).toEqual([0, 3]);
  gate.leave();
  gate.leave();
  await Promise.all(waiting);
  await late;
  expect(order).toEqual(["a true", "b true", "late false"]);
  const dismissed = gate.enter(1000);
  isReady = false;
  gate.dismiss();
  expect(await dismissed).toBe(false);
});

test("every status of the standard has a class; those of npm smpp's table too", async () => {
  const { errors } = (await import("smpp")) as unknown as { errors: Record<string, number> };
  expect(Object.keys(errors).length).toBeGreaterThan(60);
  for (const [name, code] of Object.entries(errors)) expect(statusName(code)).toBe(name);
  const throttled = Object.values(Status).filter((status) => outcomeClass(status) === "throttled");
  expect(throttled).toEqual([Status.ESME_RMSGQFUL, Status.ESME_RTHROTTLED]);
  expect([0x400, 0x4ff, 0x09, 0xffffffff].map(outcomeClass)).toEqual(Array(4).fill("temporary"));
});

describe("a carrier's flow over TCP", () => {
  test("throttling halves the window, acceptance opens it again, `changed` tells", async () => {
    let refuse = true;
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => peer.answer(pdu, { messageId: "x" }, refuse ? Status.ESME_RTHROTTLED : 0),
    });
    const { carrier, seen } = openCarrier(smsc.url("?window=8"));
    await using _ = carrier;
    await carrier.ready(5_000);
    const all = await Promise.all(Array.from({ length: 8 }, () => carrier.submit(message("hi"))));
    expect(all.flat().every(({ kind }) => kind === "throttled")).toBe(true);
    expect([carrier.binds()[0]?.window, carrier.room()]).toEqual([4, 4]);
    refuse = false;
    const changes = seen.changes;
    for (let i = 0; i < 60; i++) await carrier.submit(message("hi"));
    expect(carrier.room()).toBe(8);
    expect(seen.changes).toBeGreaterThan(changes);
  });

  test("a 5.0 peer's congestion_state narrows the window before it has to refuse", async () => {
    const states = [100, 95, 95, 50, 50, 50, 50, 50];
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) =>
        peer.answer(pdu, { messageId: "x" }, 0, pdu.sequence, { congestionState: states.shift() ?? 0 }),
    });
    const { carrier } = openCarrier(smsc.url("?window=8&version=5.0"));
    await using _ = carrier;
    await carrier.ready(5_000);
    const sizes: (number | undefined)[] = [];
    while (states.length > 0) {
      expect(await carrier.submit(message("hi"))).toMatchObject([{ kind: "accepted" }]);
      sizes.push(carrier.binds()[0]?.window);
    }
    expect(sizes).toEqual([4, 4, 4, 4, 4, 4, 4, 5]);
  });

  test("a rate per bind is kept, and room tells the tokens", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url("?window=50&rate=100&burst=5"));
    await using _ = carrier;
    await carrier.ready(5_000);
    expect(carrier.room()).toBe(5);
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 25 }, (_, i) => carrier.submit(message("hi", { to: `${PHONE}${i}` }))),
    );
    // 5 at once, then 20 at 10 ms each.
    expect(performance.now() - began).toBeGreaterThan(190);
    expect(smsc.peers[0]?.of("submit_sm")).toHaveLength(25);
  });

  test("out of tokens, `changed` tells when there is one", async () => {
    await using smsc = await unrulySmsc();
    const { carrier, seen } = openCarrier(smsc.url("?rate=20&burst=1"));
    await using _ = carrier;
    await carrier.ready(5_000);
    await carrier.submit(message("hi"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(carrier.room()).toBe(0);
    const { changes } = seen;
    await until(() => seen.changes > changes);
    expect(carrier.room()).toBe(1);
  });

  test("a rate per number holds that number back and no other; what would wait too long is told so", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url("?rate_per_number=8"), { responseTimeoutMs: 1500 });
    await using _ = carrier;
    await carrier.ready(5_000);
    const slow = carrier.submit(message("ж".repeat(200)));
    await carrier.submit(message("hi", { to: "+447700900999" }));
    expect(smsc.peers[0]?.of("submit_sm").map(({ body }) => body.destinationAddr)).toEqual([
      "447700900123",
      "447700900999",
    ]);
    expect((await slow).map(({ kind }) => kind)).toEqual(["accepted", "accepted", "accepted"]);
    const outcomes = await carrier.submit(message("ж".repeat(1000)));
    expect(outcomes.at(-1)).toMatchObject({ kind: "throttled", code: "RATE_PER_NUMBER" });
    expect(outcomes.filter(({ kind }) => kind === "accepted").length).toBeGreaterThan(3);
  });

  test("more parts than the window: they go one after the other, in order", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url("?window=2"));
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = await carrier.submit(message("ж".repeat(1000)));
    expect(outcomes.map(({ part, kind }) => [part, kind])).toEqual(
      Array.from({ length: 15 }, (_, part) => [part, "accepted"]),
    );
    expect(smsc.peers[0]?.of("submit_sm").map(({ body }) => body.shortMessage[5])).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
  });

  test("a peer that does not read leaves no room, and what was not written is unsent", async () => {
    let isReading = true;
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => {
        peer.answer(pdu, { messageId: "x" });
        if (isReading) peer.socket.pause();
        isReading = false;
      },
    });
    const { carrier } = openCarrier(smsc.url("?window=1000&long=payload"), { responseTimeoutMs: 400 });
    await using _ = carrier;
    await carrier.ready(5_000);
    const segments = segmentData(new Uint8Array(30_000), 1);
    const submit = async () => {
      const outcomes = await carrier.submit(message("", { segments, text: undefined }));
      return outcomes[0]?.kind;
    };
    // 30 kB each: the kernel's buffers are full long before the window is.
    const written: Promise<unknown>[] = [];
    while (carrier.room() > 0) {
      written.push(submit());
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(written.length).toBeLessThan(1000);
    expect(carrier.room()).toBe(0);
    const waiting = Array.from({ length: 50 }, submit);
    expect(await Promise.all(waiting)).toEqual(Array(50).fill("unsent"));
    expect(new Set(await Promise.all(written))).toContain("uncertain");
    // It reads again: the carrier goes on.
    smsc.peers[0]?.socket.resume();
    await until(() => carrier.room() > 0);
  });
});
