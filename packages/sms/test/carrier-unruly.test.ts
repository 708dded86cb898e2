import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { commandIds } from "../src/smpp/command-ids.ts";
import { encodePdu } from "../src/smpp/pdu.ts";
import { Status } from "../src/smpp/statuses.ts";
import { encodeText } from "../src/text/index.ts";
import { message, openCarrier } from "./support/carrier.ts";
import { type UnrulyPeer, unrulySmsc } from "./support/unruly-smsc.ts";
import { until } from "./support.ts";

const kindsOf = (outcomes: readonly { kind: string }[]) => outcomes.map(({ kind }) => kind);

describe("answers that are late, missing, doubled, out of order or to nothing", () => {
  test("never: uncertain after the response timeout, and the link stays", async () => {
    await using smsc = await unrulySmsc({ submit_sm: () => undefined });
    const { carrier } = openCarrier(smsc.url(), { responseTimeoutMs: 60 });
    await using _ = carrier;
    await carrier.ready(5_000);
    expect(kindsOf(await carrier.submit(message("ж".repeat(200))))).toEqual(Array(3).fill("uncertain"));
    expect([carrier.isBound, carrier.room()]).toEqual([true, 10]);
  });

  test("never, while enquire_link is answered: the bind is given up and bound again", async () => {
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => {
        if (peer.nth > 1) peer.answer(pdu, { messageId: "x" });
      },
    });
    const { carrier } = openCarrier(smsc.url("?window=3"), { responseTimeoutMs: 200 });
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = await carrier.submit(message("ж".repeat(400)));
    expect(kindsOf(outcomes).filter((kind) => kind === "uncertain").length).toBeGreaterThanOrEqual(3);
    for (let i = 0; i < 3 && carrier.isBound; i++) await carrier.submit(message("hi"));
    await until(() => carrier.binds()[0]?.binds === 2);
    expect(carrier.binds()[0]?.lastProblem).toBe("the peer stopped answering requests");
    await until(() => carrier.room() === 3);
    expect(kindsOf(await carrier.submit(message("hi")))).toEqual(["accepted"]);
  });

  test("late: the part stays uncertain, the answer settles no other", async () => {
    const late: (() => void)[] = [];
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => {
        if (late.length === 0) late.push(() => peer.answer(pdu, { messageId: "late" }));
        else {
          late[0]?.();
          peer.answer(pdu, { messageId: "right" });
        }
      },
    });
    const { carrier } = openCarrier(smsc.url(), { responseTimeoutMs: 300 });
    await using _ = carrier;
    await carrier.ready(5_000);
    expect(kindsOf(await carrier.submit(message("one")))).toEqual(["uncertain"]);
    expect(await carrier.submit(message("two"))).toEqual([{ part: 0, kind: "accepted", messageId: "right" }]);
  });

  test("twice, and to sequence numbers never sent: each request ends once", async () => {
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => {
        peer.answer(pdu, { messageId: "wrong" }, 0, pdu.sequence + 1_000_000);
        peer.answer(pdu, { messageId: "wrong" }, 0, 0);
        peer.answer(pdu, { messageId: `right ${pdu.sequence}` });
        peer.answer(pdu, {}, Status.ESME_RSYSERR);
      },
    });
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    await carrier.ready(5_000);
    for (let i = 0; i < 20; i++) {
      expect(await carrier.submit(message("hi"))).toMatchObject([
        { kind: "accepted", messageId: expect.stringMatching(/^right/) },
      ]);
    }
    expect(carrier.room()).toBe(10);
  });

  test("out of order: every part gets its own id", async () => {
    const asked: [number, () => void][] = [];
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => {
        const part = pdu.command === "submit_sm" ? (pdu.body.shortMessage[5] ?? 0) : 0;
        asked.push([part, () => peer.answer(pdu, { messageId: `part ${part}` })]);
        if (asked.length === 6) for (const [, answer] of asked.toReversed()) answer();
      },
    });
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = await carrier.submit(message("ж".repeat(400)));
    expect(outcomes).toEqual(
      Array.from({ length: 6 }, (_, part) => ({ part, kind: "accepted", messageId: `part ${part + 1}` })),
    );
  });

  test("answers of another kind, malformed ones, generic_nack", async () => {
    const answers: ((sequence: number, peer: UnrulyPeer) => void)[] = [
      (sequence, peer) => peer.raw(encodePdu({ command: "query_sm_resp", sequence })),
      // A response command nobody knows.
      (sequence, peer) => peer.raw(header(0x8000_7777, 0, sequence)),
      (sequence, peer) => peer.raw(header(commandIds.generic_nack, Status.ESME_RINVCMDID, sequence)),
      (sequence, peer) => peer.raw(header(commandIds.generic_nack, 0, sequence)),
      // A message id without its NUL.
      (sequence, peer) => peer.raw(header(commandIds.submit_sm_resp, 0, sequence, Buffer.from("abc"))),
      // A 5.0 failure with a body and parameters.
      (sequence, peer) =>
        peer.raw(
          header(
            commandIds.submit_sm_resp,
            Status.ESME_RPROHIBITED,
            sequence,
            Buffer.from("0004280001ff", "hex"),
          ),
        ),
    ];
    await using smsc = await unrulySmsc({ submit_sm: (pdu, peer) => answers.shift()?.(pdu.sequence, peer) });
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = [];
    while (answers.length > 0) outcomes.push(...(await carrier.submit(message("hi"))));
    expect(kindsOf(outcomes)).toEqual([
      "uncertain",
      "uncertain",
      "permanent",
      "uncertain",
      "accepted",
      "permanent",
    ]);
    expect(outcomes[4]).toMatchObject({ messageId: "abc" });
    expect(carrier.isBound).toBe(true);
  });

  test("every status of the standard, and every carrier's own, ends in an outcome", async () => {
    const statuses = [...Object.values(Status).filter((status) => status !== 0), 0x400, 0x4ff, 0xffff_ffff];
    const due = [...statuses];
    await using smsc = await unrulySmsc({ submit_sm: (pdu, peer) => peer.answer(pdu, {}, due.shift() ?? 8) });
    const { carrier } = openCarrier(smsc.url("?window=1000"));
    await using _ = carrier;
    await carrier.ready(5_000);
    for (const _status of statuses) {
      const [outcome] = await carrier.submit(message("hi"));
      expect(["permanent", "throttled", "temporary"]).toContain(outcome?.kind ?? "");
    }
    expect(due).toEqual([]);
  });
});

describe("links that go", () => {
  test("with a full window: what was written is uncertain, what was not is unsent; it binds again", async () => {
    let drop = true;
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => {
        if (!drop) peer.answer(pdu, { messageId: "x" });
        else if (peer.of("submit_sm").length === 5) peer.socket.destroy();
      },
    });
    const { carrier, seen } = openCarrier(smsc.url("?window=5"));
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = await carrier.submit(message("ж".repeat(500)));
    expect(kindsOf(outcomes)).toEqual([...Array(5).fill("uncertain"), ...Array(3).fill("unsent")]);
    expect(carrier.room()).toBe(0);
    drop = false;
    const changes = seen.changes;
    await until(() => carrier.room() === 5);
    await until(() => seen.changes > changes);
    expect(kindsOf(await carrier.submit(message("hi")))).toEqual(["accepted"]);
    expect(carrier.binds()[0]).toMatchObject({ status: "bound", binds: 2, inFlight: 0 });
  });

  test("one of several: the others take over", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url("?binds=2"), { backoff: { baseMs: 60_000, maxMs: 60_000 } });
    await using _ = carrier;
    await until(() => carrier.room() === 20);
    smsc.peers[0]?.socket.destroy();
    await until(() => carrier.room() === 10);
    for (let i = 0; i < 15; i++) expect(kindsOf(await carrier.submit(message("hi")))).toEqual(["accepted"]);
    expect(smsc.peers[1]?.of("submit_sm")).toHaveLength(15);
  });

  test("a peer that goes silent is left and bound again; one that unbinds is answered", async () => {
    await using smsc = await unrulySmsc({
      enquire_link: (pdu, peer) => {
        if (peer.nth > 1) peer.answer(pdu);
      },
    });
    const { carrier } = openCarrier(smsc.url(), { enquireLinkMs: 100, responseTimeoutMs: 400 });
    await using _ = carrier;
    await until(() => carrier.binds()[0]?.binds === 2);
    expect(carrier.binds()[0]?.lastProblem).toContain("enquire_link");
    await until(() => (smsc.peers[1]?.of("enquire_link").length ?? 0) > 1);
    const sequence = smsc.peers[1]?.send("unbind") ?? 0;
    await until(() => smsc.peers[1]?.answerTo(sequence)?.command === "unbind_resp");
    await until(() => carrier.binds()[0]?.binds === 3);
  });

  test("closing ends every submission, and nothing is sent after it", async () => {
    await using smsc = await unrulySmsc({ submit_sm: () => undefined });
    const { carrier, seen } = openCarrier(smsc.url("?window=2&rate_per_number=1"), {
      responseTimeoutMs: 150,
    });
    await carrier.ready(5_000);
    const submission = carrier.submit(message("ж".repeat(300), { to: "+447700900111" }));
    await until(() => smsc.peers[0]?.of("submit_sm").length === 1);
    await carrier[Symbol.asyncDispose]();
    expect(new Set(kindsOf(await submission))).toEqual(new Set(["uncertain", "throttled"]));
    expect(kindsOf(await carrier.submit(message("hi")))).toEqual(["unsent"]);
    expect([carrier.isBound, carrier.room(), carrier.binds()[0]?.status]).toEqual([false, 0, "closed"]);
    const { changes } = seen;
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.changes).toBe(changes);
  });
});

describe("a flood", () => {
  test("messages are handed in no faster than they are taken", async () => {
    let handling = 0;
    let most = 0;
    await using smsc = await unrulySmsc();
    const waiting: (() => void)[] = [];
    const { carrier } = openCarrier(
      smsc.url(),
      {},
      {
        incoming: async () => {
          most = Math.max(most, ++handling);
          await new Promise<void>((resolve) => waiting.push(resolve));
          handling--;
        },
      },
    );
    await using _ = carrier;
    await carrier.ready(5_000);
    const [peer] = smsc.peers;
    const count = 20_000;
    const body = { shortMessage: encodeText("flood ".repeat(20), "gsm7") };
    for (let i = 0; i < count; i++) peer?.send("deliver_sm", body);
    await until(() => waiting.length >= 300);
    // One chunk of what was read already comes on top of the limit.
    const drain = setInterval(() => {
      for (const release of waiting.splice(0)) release();
    }, 1);
    await until(() => peer?.of("deliver_sm_resp").length === count);
    clearInterval(drain);
    expect(most).toBeLessThan(4_000);
    expect(peer?.of("deliver_sm_resp").every(({ status }) => status === 0)).toBe(true);
  }, 20_000);
});

function header(id: number, status: number, sequence: number, rest = Buffer.alloc(0)): Buffer {
  const octets = Buffer.alloc(16 + rest.length);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(id, 4);
  octets.writeUInt32BE(status, 8);
  octets.writeUInt32BE(sequence, 12);
  octets.set(rest, 16);
  return octets;
}

/** A PDU of a known or unknown command with any rest. */
const framed = fc
  .tuple(
    fc.oneof(fc.constantFrom(...Object.values(commandIds)), fc.nat(0xffffffff)),
    fc.nat(0xffffffff),
    fc.nat(0xffffffff),
    fc.uint8Array({ maxLength: 120 }),
  )
  .map(([id, status, sequence, rest]) => header(id, status, sequence, Buffer.from(rest)));

/** A well-formed message with any content. */
const anyMessage = fc
  .record({
    esmClass: fc.nat(255),
    dataCoding: fc.nat(255),
    sourceAddrTon: fc.nat(255),
    sourceAddr: fc.stringMatching(/^[\x20-\xff]{0,20}$/),
    shortMessage: fc.uint8Array({ maxLength: 254 }),
  })
  .chain((body) =>
    fc
      .record(
        {
          messagePayload: fc.uint8Array({ maxLength: 300 }),
          receiptedMessageId: fc.stringMatching(/^[\x20-\x7e]{0,64}$/),
          messageState: fc.nat(255),
          sarMsgRefNum: fc.nat(3),
          sarTotalSegments: fc.nat(4),
          sarSegmentSeqnum: fc.nat(4),
          networkErrorCode: fc.uint8Array({ maxLength: 5 }),
          destinationPort: fc.nat(65_535),
        },
        { requiredKeys: [] },
      )
      .map((tlvs) => encodePdu({ command: "deliver_sm", sequence: 77, body, tlvs })),
  );

describe("garbage never makes a carrier deaf", () => {
  test.each([60_000, 900_000])(
    "a length of %d that swallows all that follows: the link is closed and binds again",
    async (length) => {
      await using smsc = await unrulySmsc();
      const { carrier } = openCarrier(smsc.url(), { enquireLinkMs: 40, responseTimeoutMs: 60 });
      await using _ = carrier;
      await carrier.ready(5_000);
      const [peer] = smsc.peers;
      const octets = header(commandIds.deliver_sm, 0, 1);
      octets.writeUInt32BE(length, 0);
      peer?.raw(octets);
      const chatter = setInterval(() => peer?.send("enquire_link"), 1);
      await until(() => carrier.binds()[0]?.binds === 2);
      clearInterval(chatter);
      expect(carrier.binds()[0]?.lastProblem).toContain("enquire_link");
    },
  );

  test("after any of it the session answers enquire_link, or the link is closed and binds again", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url("?window=20"), {
      backoff: { baseMs: 1, maxMs: 2 },
      holdMs: 5,
      reassemblyMs: 50,
      enquireLinkMs: 100,
      responseTimeoutMs: 200,
    });
    await using _ = carrier;
    const noise = fc.oneof(
      { weight: 3, arbitrary: framed },
      { weight: 2, arbitrary: anyMessage },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 64 }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 12 }), async (octets) => {
        await until(() => carrier.isBound && smsc.peers.at(-1)?.socket.writable === true);
        const peer = smsc.peers.at(-1);
        const { binds = 0 } = carrier.binds()[0] ?? {};
        if (!peer) throw new Error("no peer");
        const submitted = carrier.submit(message("hi"));
        for (const piece of octets) peer.raw(piece);
        const asked = peer.send("enquire_link");
        // Half a PDU may be left in the stream: a second question pushes the first out.
        const nudge = setInterval(
          () => peer.raw(encodePdu({ command: "enquire_link", sequence: 0x0e00_0000 })),
          5,
        );
        await until(
          () =>
            peer.answerTo(asked) !== undefined ||
            isAnswered(peer) ||
            (carrier.binds()[0]?.binds ?? 0) > binds,
        );
        clearInterval(nudge);
        expect(await submitted).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
    await until(() => carrier.isBound);
    const last = smsc.peers.at(-1);
    last?.socket.destroy();
    await until(() => carrier.isBound && smsc.peers.at(-1) !== last);
    expect(kindsOf(await carrier.submit(message("still here")))).toEqual(["accepted"]);
  }, 60_000);
});

const isAnswered = (peer: UnrulyPeer) => peer.answerTo(0x0e00_0000)?.command === "enquire_link_resp";
