import { describe, expect, test } from "bun:test";
import type { AddressInfo } from "node:net";
import { createServer, type PeerPdu, type Session } from "smpp";
import { formatReceipt } from "../src/index.ts";
import { message, openCarrier } from "./support/carrier.ts";
import { smscForTests, until } from "./support.ts";

type AnyParameters = PeerPdu & Record<string, unknown>;

describe("npm smpp 0.5.1 as SMSC against our carrier", () => {
  test("split binds, long messages as sar and payload, receipts by reference, answers from phones", async () => {
    const submitted: AnyParameters[] = [];
    const receivers: Session[] = [];
    const server = createServer((session) => {
      session.on("error", () => undefined);
      for (const bind of ["bind_transmitter", "bind_receiver"]) {
        session.on(bind, (pdu: PeerPdu) => {
          session.send(pdu.response());
          if (bind === "bind_receiver") receivers.push(session);
        });
      }
      session.on("submit_sm", (pdu: PeerPdu) => {
        submitted.push(pdu as AnyParameters);
        session.send(pdu.response({ message_id: "constant" }));
      });
      session.on("unbind", (pdu: PeerPdu) => {
        session.send(pdu.response());
        session.close();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const url = `smpp://culver:secret@127.0.0.1:${port}?mode=split&binds=2`;
    const sar = openCarrier(`${url}&long=sar`);
    const payload = openCarrier(`${url}&long=payload`);
    await until(() => receivers.length === 4);
    for (const { carrier } of [sar, payload]) await carrier.ready(5_000);

    const text = "Привет 😀 ".repeat(12);
    const outcomes = await sar.carrier.submit(message(text, { reference: 700 }));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
    expect(
      submitted.map((pdu) => [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum]),
    ).toEqual([
      [700, 2, 1],
      [700, 2, 2],
    ]);
    expect(submitted.map(({ short_message }) => short_message?.message).join("")).toBe(text);
    expect(submitted.every((pdu) => pdu.user_message_reference === 700)).toBe(true);
    submitted.length = 0;
    await payload.carrier.submit(message(text));
    expect(submitted[0]?.message_payload).toMatchObject({ message: text });

    for (const session of receivers) {
      const receipt = formatReceipt({ messageId: "constant", state: "delivered", submittedAt: 0 });
      const tlvs = { user_message_reference: 700, message_state: 2 };
      await new Promise((resolve) => {
        session.deliver_sm({ esm_class: 4, short_message: receipt, ...tlvs }, resolve);
      });
      await new Promise((resolve) => {
        session.deliver_sm(
          { source_addr_ton: 1, source_addr: "447700900123", short_message: "ça va 😀" },
          resolve,
        );
      });
    }
    const receipts = [...sar.receipts, ...payload.receipts];
    expect(receipts).toHaveLength(4);
    for (const receipt of receipts) {
      expect(receipt).toMatchObject({ messageIds: ["constant"], reference: 700, state: "delivered" });
    }
    const texts = [...sar.incoming, ...payload.incoming].map(({ body }) => body.kind === "text" && body.text);
    expect(texts).toEqual(Array(4).fill("ça va 😀"));
    await Promise.all([sar, payload].map(({ carrier }) => carrier[Symbol.asyncDispose]()));
    server.close();
  });
});

describe("smpps", () => {
  const fixture = (name: string) => Bun.file(new URL(`fixtures/${name}.pem`, import.meta.url)).text();

  test("a certificate that is trusted binds; any other does not", async () => {
    const [cert, key] = await Promise.all([fixture("localhost-cert"), fixture("localhost-key")]);
    const { server } = await smscForTests({ tls: { cert, key } });
    await using _ = server;
    const url = `smpps://culver:secret@localhost:${server.port}`;
    const trusted = openCarrier(url, { ca: cert }).carrier;
    await using _trusted = trusted;
    await trusted.ready(5_000);
    expect(await trusted.submit(message("hi"))).toMatchObject([{ kind: "accepted" }]);
    const untrusted = openCarrier(url).carrier;
    await using _untrusted = untrusted;
    await until(() => untrusted.binds()[0]?.lastProblem !== undefined);
    expect(untrusted.isBound).toBe(false);
  });
});
