import { describe, expect, test } from "bun:test";
import { Status } from "../src/smpp/statuses.ts";
import { encodeText, segmentData } from "../src/text/index.ts";
import { message, openCarrier, PHONE } from "./support/carrier.ts";
import { unrulySmsc } from "./support/unruly-smsc.ts";
import { until } from "./support.ts";

const LONG = "Grüße aus Köln! ".repeat(30);

describe("submit_sm says what was asked", () => {
  test("addresses, receipt, validity, user_message_reference", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    expect(carrier.isBound).toBe(false);
    expect(carrier.room()).toBe(0);
    await carrier.ready(5_000);
    expect(carrier.room()).toBe(10);
    expect(await carrier.submit(message("Code 123456", { reference: 7 }))).toEqual([
      { part: 0, kind: "accepted", messageId: "m1" },
    ]);
    const [pdu] = smsc.peers[0]?.of("submit_sm") ?? [];
    expect(pdu?.body).toMatchObject({
      serviceType: "",
      sourceAddrTon: 5,
      sourceAddr: "Culver",
      destAddrTon: 1,
      destAddrNpi: 1,
      destinationAddr: "447700900123",
      registeredDelivery: 1,
      dataCoding: 0,
      esmClass: 0,
    });
    expect(pdu?.body.validityPeriod).toMatch(/^0000000009\d\d000R$|^000000001000000R$/);
    expect(pdu?.tlvs).toEqual({ userMessageReference: 7 });
    expect(smsc.peers[0]?.of("bind_transceiver")[0]?.body.interfaceVersion).toBe(0x34);
  });

  test("only the parts asked for are submitted", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url("?window=2"));
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = await carrier.submit(message(LONG, { parts: [3, 1] }));
    expect(outcomes).toEqual([
      { part: 3, kind: "accepted", messageId: "m1" },
      { part: 1, kind: "accepted", messageId: "m2" },
    ]);
    const seen = smsc.peers[0]?.of("submit_sm").map(({ body }) => body.shortMessage[5]);
    expect(seen).toEqual([4, 2]);
  });

  test("validity is cut to what the carrier takes, or left out; voice asks by service_type", async () => {
    await using smsc = await unrulySmsc();
    const cut = openCarrier(smsc.url("?validity=60&voice=VOX&name=cut")).carrier;
    const none = openCarrier(smsc.url("?validity=0&name=none")).carrier;
    await using _cut = cut;
    await using _none = none;
    for (const carrier of [cut, none]) {
      await carrier.ready(5_000);
      await carrier.submit(message("hi", { voice: true }));
    }
    const sent = smsc.peers.flatMap((peer) => peer.of("submit_sm").map(({ body }) => body));
    expect(sent.map(({ validityPeriod }) => validityPeriod)).toEqual(["000000000100000R", ""]);
    expect(sent.map(({ serviceType }) => serviceType)).toEqual(["VOX", ""]);
    expect([cut.terms.voice, none.terms.voice]).toEqual([true, false]);
  });

  test("what fits in no PDU is permanent, and nothing is sent", async () => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    await carrier.ready(5_000);
    expect(await carrier.submit(message("x", { from: "Twelve chars" }))).toMatchObject([
      { part: 0, kind: "permanent", code: "ADDRESS" },
    ]);
    const segments = [{ dataCoding: 0, octets: new Uint8Array(300), hasHeader: false }];
    expect(await carrier.submit(message("x", { segments }))).toMatchObject([{ kind: "permanent" }]);
    expect(smsc.peers[0]?.of("submit_sm")).toEqual([]);
    expect(carrier.room()).toBe(10);
  });
});

describe("long messages out", () => {
  test.each(["udh", "udh16", "sar", "payload"] as const)("long=%s", async (long) => {
    await using smsc = await unrulySmsc();
    const { carrier } = openCarrier(smsc.url(`?long=${long}`));
    await using _ = carrier;
    await carrier.ready(5_000);
    const outcomes = await carrier.submit(message(LONG, { options: carrier.terms.text, reference: 0x1234 }));
    const sent = smsc.peers[0]?.of("submit_sm") ?? [];
    expect(outcomes.map(({ part, kind }) => [part, kind])).toEqual(
      [0, 1, 2, 3].map((part) => [part, "accepted"]),
    );
    expect(sent.every(({ tlvs }) => tlvs.userMessageReference === 0x1234)).toBe(true);
    const whole = Uint8Array.from(encodeText(LONG, "gsm7"));
    const joined = (skip: number) =>
      new Uint8Array(Buffer.concat(sent.map(({ body }) => body.shortMessage.subarray(skip))));
    if (long === "payload") {
      expect(sent).toHaveLength(1);
      expect(sent[0]?.body).toMatchObject({ esmClass: 0, dataCoding: 0, shortMessage: new Uint8Array() });
      expect(sent[0]?.tlvs.messagePayload).toEqual(whole);
      expect(
        new Set(outcomes.map((outcome) => (outcome.kind === "accepted" ? outcome.messageId : ""))),
      ).toEqual(new Set(["m1"]));
    } else if (long === "sar") {
      expect(
        sent.map(({ body, tlvs }) => [
          body.esmClass,
          tlvs.sarMsgRefNum,
          tlvs.sarTotalSegments,
          tlvs.sarSegmentSeqnum,
        ]),
      ).toEqual([1, 2, 3, 4].map((part) => [0, 0x1234, 4, part]));
      expect(joined(0)).toEqual(whole);
    } else {
      const header = long === "udh" ? [5, 0, 3, 0x34, 4] : [6, 8, 4, 0x12, 0x34, 4];
      expect(sent.map(({ body }) => [...body.shortMessage.subarray(0, header.length + 1)])).toEqual(
        [1, 2, 3, 4].map((part) => [...header, part]),
      );
      expect(sent.every(({ body }) => body.esmClass === 0x40)).toBe(true);
      expect(joined(header.length + 1)).toEqual(whole);
    }
  });

  test("some parts again, shift tables, data with ports: each in the form that says it all", async () => {
    await using smsc = await unrulySmsc();
    const payload = openCarrier(smsc.url("?long=payload&languages=turkish")).carrier;
    await using _payload = payload;
    await payload.ready(5_000);
    await payload.submit(message(LONG, { parts: [2] }));
    const turkish = "ğışĞİŞ kısa mesaj ".repeat(20);
    await payload.submit(message(turkish, { options: payload.terms.text }));
    const data = crypto.getRandomValues(new Uint8Array(300));
    const segments = segmentData(data, 9, { ports: { destination: 16_000, source: 1 } });
    await payload.submit(message("", { segments, text: undefined }));
    const [again, shifted, ported] = smsc.peers[0]?.of("submit_sm") ?? [];
    expect([again?.body.esmClass, again?.body.shortMessage[5]]).toEqual([0x40, 3]);
    expect(shifted?.body.esmClass).toBe(0x40);
    expect([...(shifted?.tlvs.messagePayload?.subarray(0, 4) ?? [])]).toEqual([3, 0x25, 1, 1]);
    expect(ported?.tlvs).toMatchObject({ destinationPort: 16_000, sourcePort: 1, messagePayload: data });

    const sar = openCarrier(smsc.url("?long=sar&languages=turkish")).carrier;
    await using _sar = sar;
    await sar.ready(5_000);
    await sar.submit(message(turkish, { options: sar.terms.text }));
    await sar.submit(message("", { segments, text: undefined }));
    const [first, ...rest] = smsc.peers[1]?.of("submit_sm") ?? [];
    expect([first?.body.esmClass, first?.tlvs.sarTotalSegments]).toEqual([0x40, undefined]);
    expect(rest.at(-1)?.tlvs).toMatchObject({ destinationPort: 16_000, sarTotalSegments: segments.length });
    expect([rest.at(-1)?.body.esmClass, rest.at(-1)?.body.dataCoding]).toEqual([0, 4]);
  });
});

describe("outcomes", () => {
  test.each([
    [Status.ESME_RINVDSTADR, "permanent", "ESME_RINVDSTADR"],
    [Status.ESME_RTHROTTLED, "throttled", "ESME_RTHROTTLED"],
    [Status.ESME_RMSGQFUL, "throttled", "ESME_RMSGQFUL"],
    [Status.ESME_RSYSERR, "temporary", "ESME_RSYSERR"],
    [Status.ESME_RINVDCS, "permanent", "ESME_RINVDCS"],
    [0x0451, "temporary", "0x00000451"],
  ])("status 0x%d is %s", async (status, kind, code) => {
    await using smsc = await unrulySmsc({ submit_sm: (pdu, peer) => peer.answer(pdu, {}, status) });
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    await carrier.ready(5_000);
    expect(await carrier.submit(message("hi"))).toMatchObject([{ part: 0, kind, code }]);
  });

  test("never bound is unsent, at once; ready says why", async () => {
    await using smsc = await unrulySmsc({
      bind_transceiver: (pdu, peer) => peer.answer(pdu, {}, Status.ESME_RINVPASWD),
    });
    const { carrier } = openCarrier(smsc.url());
    await using _ = carrier;
    expect(await carrier.submit(message(LONG))).toEqual(
      [0, 1, 2, 3].map((part) => ({ part, kind: "unsent", words: "no link to the carrier is bound" })),
    );
    await until(() => carrier.binds()[0]?.lastProblem !== undefined);
    await expect(carrier.ready(30)).rejects.toThrow("ESME_RINVPASWD");
    expect(carrier.binds()[0]).toMatchObject({ kind: "transceiver", binds: 0 });
  });
});

describe("binds", () => {
  test("several transceivers: a message's parts share one, messages spread", async () => {
    const held: (() => void)[] = [];
    await using smsc = await unrulySmsc({
      submit_sm: (pdu, peer) => void held.push(() => peer.answer(pdu, { messageId: "x" })),
    });
    const { carrier } = openCarrier(smsc.url("?binds=3&window=8"));
    await using _ = carrier;
    await until(() => carrier.binds().every(({ status }) => status === "bound"));
    expect(carrier.room()).toBe(24);
    const submissions = [LONG, LONG, LONG].map((text) => carrier.submit(message(text)));
    await until(() => held.length === 12);
    expect(smsc.peers.map((peer) => peer.of("submit_sm").length)).toEqual([4, 4, 4]);
    for (const peer of smsc.peers) {
      expect(new Set(peer.of("submit_sm").map(({ tlvs }) => tlvs.userMessageReference)).size).toBe(1);
    }
    expect(carrier.room()).toBe(12);
    expect(carrier.binds().map(({ inFlight }) => inFlight)).toEqual([4, 4, 4]);
    for (const answer of held) answer();
    await Promise.all(submissions);
    expect(carrier.room()).toBe(24);
  });

  test("split: a transmitter and a receiver; version 3.3 gets no optional parameters", async () => {
    await using smsc = await unrulySmsc();
    const { carrier, incoming } = openCarrier(smsc.url("?version=3.3&binds=2&system_type=cp"));
    await using _ = carrier;
    await until(() => carrier.binds().every(({ status }) => status === "bound"));
    expect(carrier.binds().map(({ kind }) => kind)).toEqual([
      "transmitter",
      "transmitter",
      "receiver",
      "receiver",
    ]);
    const binds = smsc.peers.flatMap((peer) => [...peer.of("bind_transmitter"), ...peer.of("bind_receiver")]);
    expect(binds.map(({ body }) => [body.interfaceVersion, body.systemType])).toEqual(
      [1, 2, 3, 4].map(() => [0x33, "cp"]),
    );
    await carrier.submit(message("hi"));
    const [sent] = smsc.peers.flatMap((peer) => peer.of("submit_sm"));
    expect(sent?.tlvs).toEqual({});
    const receiver = smsc.peers.find((peer) => peer.of("bind_receiver").length > 0);
    const sequence = receiver?.send("deliver_sm", { shortMessage: encodeText("hello", "gsm7") }) ?? 0;
    await until(() => receiver?.answerTo(sequence) !== undefined);
    expect(incoming.map(({ body }) => body)).toEqual([{ kind: "text", text: "hello" }]);
  });

  test("a peer that says it is of 3.3 gets none either, and long messages in headers", async () => {
    await using smsc = await unrulySmsc({
      bind_transceiver: (pdu, peer) => {
        const octets = Buffer.from("0000001680000009000000000000000043000210000133", "hex");
        octets.writeUInt32BE(octets.length, 0);
        octets.writeUInt32BE(pdu.sequence, 12);
        peer.raw(octets);
      },
    });
    const { carrier } = openCarrier(smsc.url("?long=sar"));
    await using _ = carrier;
    await carrier.ready(5_000);
    await carrier.submit(message(LONG));
    for (const { body, tlvs } of smsc.peers[0]?.of("submit_sm") ?? []) {
      expect([body.esmClass, tlvs]).toEqual([0x40, {}]);
    }
  });

  test("neither password nor number nor text reaches state or log", async () => {
    const lines: string[] = [];
    const write = (fields: object, words: string) => void lines.push(JSON.stringify({ ...fields, words }));
    await using smsc = await unrulySmsc();
    {
      const { carrier } = openCarrier(
        smsc.url(),
        {},
        { incoming: () => Promise.reject(new Error("no: 7700900123")) },
        { debug: write, info: write, warn: write },
      );
      await using _ = carrier;
      await carrier.ready(5_000);
      await carrier.submit(message("Code 918273"));
      const body = { sourceAddr: PHONE.slice(1), shortMessage: encodeText("Code 918273", "gsm7") };
      const sequence = smsc.peers[0]?.send("deliver_sm", body) ?? 0;
      await until(() => smsc.peers[0]?.answerTo(sequence) !== undefined);
      expect(smsc.peers[0]?.answerTo(sequence)?.status).toBe(Status.ESME_RX_T_APPN);
      lines.push(JSON.stringify(carrier.binds()));
    }
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join("\n")).not.toMatch(/secret|7700900123|918273/);
  });
});
