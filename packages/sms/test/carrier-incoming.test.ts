import { describe, expect, test } from "bun:test";
import { formatReceipt } from "../src/index.ts";
import { encodePdu } from "../src/smpp/pdu.ts";
import { Status } from "../src/smpp/statuses.ts";
import { encodeText, segmentText } from "../src/text/index.ts";
import { openCarrier } from "./support/carrier.ts";
import { partsKept } from "./support/parts.ts";
import { type UnrulyPeer, unrulySmsc } from "./support/unruly-smsc.ts";
import { until } from "./support.ts";

const PHONE = { sourceAddrTon: 1, sourceAddr: "447700900123", destAddrTon: 0, destinationAddr: "60777" };

/** A carrier that is bound, and the SMSC's end of its link. */
async function bound(
  ...[tuning, overrides]: Parameters<typeof openCarrier> extends [string, ...infer R] ? R : never
) {
  const smsc = await unrulySmsc();
  const opened = openCarrier(smsc.url(), tuning, overrides);
  await opened.carrier.ready(5_000);
  const [peer] = smsc.peers;
  if (!peer) throw new Error("no peer");
  return {
    ...opened,
    peer,
    [Symbol.asyncDispose]: async () => {
      await opened.carrier[Symbol.asyncDispose]();
      await smsc[Symbol.asyncDispose]();
    },
  };
}

async function answer(peer: UnrulyPeer, sequence: number): Promise<[command: string, status: number]> {
  await until(() => peer.answerTo(sequence) !== undefined);
  const pdu = peer.answerTo(sequence);
  return [pdu?.command ?? "", pdu?.status ?? -1];
}

describe("messages", () => {
  test("deliver_sm and data_sm, short_message and message_payload, answered after they were taken", async () => {
    let taken = 0;
    await using setup = await bound(
      {},
      {
        incoming: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          taken++;
        },
      },
    );
    const { peer } = setup;
    const shortMessage = encodeText("hello €", "gsm7");
    const first = peer.send("deliver_sm", { ...PHONE, shortMessage });
    expect(await answer(peer, first)).toEqual(["deliver_sm_resp", 0]);
    expect(taken).toBe(1);
    const second = peer.send("data_sm", PHONE, { messagePayload: shortMessage });
    expect(await answer(peer, second)).toEqual(["data_sm_resp", 0]);
    expect(taken).toBe(2);
  });

  test("text and data come out as they were meant", async () => {
    await using setup = await bound();
    const { peer, incoming } = setup;
    const wap = Uint8Array.of(6, 5, 4, 0x0b, 0x84, 0x23, 0xf0, 1, 2, 3);
    const sent = [
      peer.send("deliver_sm", { ...PHONE, shortMessage: encodeText("hello €", "gsm7") }),
      peer.send("data_sm", { ...PHONE, dataCoding: 8 }, { messagePayload: encodeText("жук😀", "ucs2") }),
      peer.send("deliver_sm", { ...PHONE, dataCoding: 3, shortMessage: encodeText("ça va", "latin1") }),
      peer.send("deliver_sm", { ...PHONE, esmClass: 0x40, dataCoding: 0xf5, shortMessage: wap }),
      peer.send(
        "deliver_sm",
        { ...PHONE, dataCoding: 4, shortMessage: Uint8Array.of(9) },
        { destinationPort: 16_000 },
      ),
      // The header is broken: its octets are shown rather than lost.
      peer.send("deliver_sm", { ...PHONE, esmClass: 0x40, shortMessage: encodeText("hello", "gsm7") }),
      peer.send("deliver_sm", { ...PHONE }),
    ];
    for (const sequence of sent) expect(await answer(peer, sequence)).toMatchObject([expect.anything(), 0]);
    expect(incoming[0]).toEqual({
      from: "+447700900123",
      to: "60777",
      body: { kind: "text", text: "hello €" },
    });
    expect(incoming.slice(1).map(({ body }) => body)).toEqual([
      { kind: "text", text: "жук😀" },
      { kind: "text", text: "ça va" },
      { kind: "data", octets: Uint8Array.of(1, 2, 3), port: 2948 },
      { kind: "data", octets: Uint8Array.of(9), port: 16_000 },
      { kind: "text", text: "hello" },
      { kind: "text", text: "" },
    ]);
  });

  test("what is not taken is refused for now", async () => {
    await using setup = await bound({}, { incoming: () => Promise.reject(new Error("disk full")) });
    const { peer } = setup;
    for (const command of ["deliver_sm", "data_sm"] as const) {
      const sequence = peer.send(command, PHONE);
      expect(await answer(peer, sequence)).toEqual([`${command}_resp`, Status.ESME_RX_T_APPN]);
    }
  });

  test("long ones, in headers and in sar_* parameters, on any bind, part by part", async () => {
    const smsc = await unrulySmsc();
    const { carrier, incoming } = openCarrier(smsc.url("?binds=2"), { parts: partsKept() });
    await using _ = carrier;
    await until(() => carrier.binds().every(({ status }) => status === "bound"));
    const text = `ğışĞİŞ ${"kısa mesaj ".repeat(30)}`;
    const segments = segmentText(text, 300, 255, { nationalLanguages: ["turkish"], referenceBits: 16 });
    expect(segments.length).toBeGreaterThan(2);
    for (const [index, { octets, dataCoding }] of segments.toReversed().entries()) {
      const peer = smsc.peers[index % 2];
      // A carrier that waits for each answer before the next part.
      const sequence =
        peer?.send("deliver_sm", { ...PHONE, esmClass: 0x40, dataCoding, shortMessage: octets }) ?? 0;
      if (peer) expect(await answer(peer, sequence)).toEqual(["deliver_sm_resp", 0]);
    }
    const [peer] = smsc.peers;
    if (!peer) throw new Error("no peer");
    for (const [index, part] of ["one ", "two ", "three"].entries()) {
      const sar = { sarMsgRefNum: 7, sarTotalSegments: 3, sarSegmentSeqnum: index + 1 };
      const messagePayload = encodeText(part, "gsm7");
      expect(await answer(peer, peer.send("data_sm", PHONE, { ...sar, messagePayload }))).toEqual([
        "data_sm_resp",
        0,
      ]);
    }
    expect(incoming.map(({ body }) => body)).toEqual([
      { kind: "text", text },
      { kind: "text", text: "one two three" },
    ]);
    await smsc[Symbol.asyncDispose]();
  });
});

describe("receipts", () => {
  test("by text in any data_coding, by parameters, in deliver_sm and data_sm", async () => {
    await using setup = await bound();
    const { peer, receipts, incoming } = setup;
    const text = formatReceipt({ messageId: "00AB", state: "delivered", submittedAt: 0, doneAt: 60_000 });
    const gsm = encodeText(text, "gsm7");
    const ucs2 = encodeText(text, "ucs2");
    const sent = [
      peer.send("deliver_sm", { ...PHONE, esmClass: 4, dataCoding: 4, shortMessage: gsm }),
      peer.send("deliver_sm", { ...PHONE, esmClass: 4, dataCoding: 0, shortMessage: ucs2 }),
      peer.send(
        "data_sm",
        { ...PHONE, esmClass: 4 },
        {
          receiptedMessageId: "ab",
          messageState: 5,
          userMessageReference: 77,
          networkErrorCode: Uint8Array.of(3, 0, 27),
        },
      ),
      // Some carriers leave esm_class 0.
      peer.send(
        "deliver_sm",
        { ...PHONE, shortMessage: gsm },
        { receiptedMessageId: "171", messageState: 2 },
      ),
      peer.send("deliver_sm", {
        ...PHONE,
        esmClass: 4,
        shortMessage: encodeText("stat:EXPIRED err:012", "gsm7"),
      }),
    ];
    for (const sequence of sent) expect(await answer(peer, sequence)).toMatchObject([expect.anything(), 0]);
    const whole = {
      messageIds: ["00AB"],
      reference: undefined,
      phone: "+447700900123",
      sender: "60777",
      state: "delivered",
      code: undefined,
      submittedAt: Date.UTC(2070, 0, 1),
      doneAt: Date.UTC(2070, 0, 1, 0, 1),
    };
    expect(receipts[0]).toEqual(whole as never);
    expect(receipts[1]).toEqual(whole as never);
    expect(receipts[2]).toMatchObject({
      messageIds: ["ab"],
      reference: 77,
      state: "undeliverable",
      code: "3:27",
    });
    expect(receipts[3]).toMatchObject({ messageIds: ["171", "00AB"], state: "delivered" });
    expect(receipts[4]).toMatchObject({
      messageIds: [],
      state: "expired",
      code: "012",
      phone: "+447700900123",
    });
    expect(incoming).toEqual([]);
  });

  test("one that is not taken is refused for now", async () => {
    await using setup = await bound({}, { receipt: () => Promise.reject(new Error("disk full")) });
    const sequence = setup.peer.send("deliver_sm", { ...PHONE, esmClass: 4 });
    expect(await answer(setup.peer, sequence)).toEqual(["deliver_sm_resp", Status.ESME_RX_T_APPN]);
  });
});

describe("what else a carrier may send", () => {
  test("alert_notification, and only when the phone is there", async () => {
    await using setup = await bound();
    const { peer, alerts } = setup;
    peer.send("alert_notification", { sourceAddrTon: 1, sourceAddr: "447700900123" });
    peer.send("alert_notification", { sourceAddr: "447700900124" }, { msAvailabilityStatus: 0 });
    peer.send(
      "alert_notification",
      { sourceAddrTon: 1, sourceAddr: "447700900125" },
      { msAvailabilityStatus: 2 },
    );
    peer.send("alert_notification", { sourceAddr: "not a phone" });
    await answer(peer, peer.send("enquire_link"));
    expect(alerts).toEqual(["+447700900123", "+447700900124"]);
  });

  test("outbind is borne; commands of other roles, and unknown ones, get their own error", async () => {
    await using setup = await bound();
    const { peer, carrier } = setup;
    peer.send("outbind", { systemId: "carrier", password: "x" });
    expect(await answer(peer, peer.send("submit_sm"))).toEqual(["submit_sm_resp", Status.ESME_RINVBNDSTS]);
    // broadcast_sm of 5.0
    peer.raw(Buffer.from("00000010000001110000000000000063", "hex"));
    expect(await answer(peer, 0x63)).toEqual(["generic_nack", Status.ESME_RINVCMDID]);
    expect(await answer(peer, peer.send("enquire_link"))).toEqual(["enquire_link_resp", 0]);
    expect(carrier.isBound).toBe(true);
  });

  test("a NUL too many, unknown parameters, a 5.0 carrier's fields", async () => {
    await using setup = await bound();
    const { peer, incoming } = setup;
    const others = [{ tag: 0x1500, value: Uint8Array.of(1) }];
    peer.send(
      "deliver_sm",
      { ...PHONE, shortMessage: encodeText("a", "gsm7") },
      { others, congestionState: 80 },
    );
    const whole = encodePdu({ command: "deliver_sm", sequence: 0x4d, body: PHONE });
    const trailing = Buffer.concat([whole, Buffer.of(0)]);
    trailing.writeUInt32BE(trailing.length, 0);
    peer.raw(trailing);
    expect(await answer(peer, 0x4d)).toEqual(["deliver_sm_resp", 0]);
    expect(incoming).toHaveLength(2);
  });
});
