import { describe, expect, test } from "bun:test";
import type { AddressInfo } from "node:net";
import { createTestDatabase } from "@culver/testing/engines";
import { connect, createServer, type PeerPdu, type Session } from "smpp";
import { formatReceipt, openSmsGateway } from "../src/index.ts";
import { Status } from "../src/smpp/statuses.ts";
import { encodeText } from "../src/text/index.ts";
import { message } from "./gateway-support.ts";
import { smscForTests, until } from "./support.ts";

const ask = (send: (callback: (pdu: PeerPdu) => void) => boolean) =>
  new Promise<PeerPdu>((resolve) => void send(resolve));

async function peer(port: number): Promise<Session> {
  const session = connect({ url: `smpp://127.0.0.1:${port}` });
  session.on("error", () => undefined);
  await new Promise<void>((resolve) => session.once("connect", () => resolve()));
  return session;
}

describe("npm smpp 0.5.1 as ESME against our SMSC", () => {
  test("binds, submits with a TLV, queries, enquires, receives, unbinds", async () => {
    const { server, submitted } = await smscForTests();
    await using _ = server;
    const session = await peer(server.port);
    const delivered: PeerPdu[] = [];
    session.on("deliver_sm", (pdu: PeerPdu) => {
      delivered.push(pdu);
      session.send(pdu.response());
    });
    // It says interface_version 0x50 by default.
    const bind = { system_id: "culver", password: "secret" };
    const bound = await ask((done) => session.bind_transceiver(bind, done));
    expect([bound.command_status, bound.system_id]).toEqual([0, "carrier"]);
    const message = {
      destination_addr: "447700900123",
      short_message: "Grüße €",
      registered_delivery: 1,
      user_message_reference: 7,
    };
    const accepted = await ask((done) => session.submit_sm(message, done));
    expect([accepted.command_status, accepted.message_id]).toEqual([0, "m1"]);
    expect(submitted).toEqual(["447700900123"]);
    const query = await ask((done) => session.query_sm({ message_id: "m1" }, done));
    expect(query.command_status).toBe(Status.ESME_RQUERYFAIL);
    const alive = await ask((done) => session.enquire_link(done));
    expect(alive.command).toBe("enquire_link_resp");
    await server.sessions[0]?.deliver({ shortMessage: encodeText("hello", "gsm7") });
    expect(delivered[0]?.short_message?.message).toBe("hello");
    const gone = await ask((done) => session.unbind(done));
    expect(gone.command).toBe("unbind_resp");
    await until(() => server.sessions.length === 0);
    session.destroy();
  });

  test("a wrong password is refused", async () => {
    const { server } = await smscForTests();
    await using _ = server;
    const session = await peer(server.port);
    const refused = await ask((done) =>
      session.bind_transceiver({ system_id: "culver", password: "no" }, done),
    );
    expect(refused.command_status).toBe(Status.ESME_RINVPASWD);
    session.destroy();
  });
});

describe("npm smpp 0.5.1 as SMSC against our gateway", () => {
  test("our link binds as 3.4, texts arrive whole, receipts and answers come back", async () => {
    const submitted: PeerPdu[] = [];
    const sessions: Session[] = [];
    const binds: PeerPdu[] = [];
    const server = createServer((session) => {
      sessions.push(session);
      session.on("error", () => undefined);
      session.on("bind_transceiver", (pdu: PeerPdu) => {
        binds.push(pdu);
        const right = pdu.system_id === "culver" && pdu.password === "secret";
        session.send(pdu.response({ command_status: right ? 0 : Status.ESME_RBINDFAIL }));
      });
      session.on("submit_sm", (pdu: PeerPdu) => {
        submitted.push(pdu);
        session.send(pdu.response({ message_id: `id-${submitted.length}` }));
      });
      session.on("enquire_link", (pdu: PeerPdu) => session.send(pdu.response()));
      session.on("unbind", (pdu: PeerPdu) => {
        session.send(pdu.response());
        session.close();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await using db = await createTestDatabase("sqlite");
    const gateway = await openSmsGateway({
      database: db.database,
      routes: `smpp://culver:secret@127.0.0.1:${port}`,
    });
    const states: string[] = [];
    const texts: string[] = [];
    gateway.onStatus(({ state }) => void states.push(state));
    gateway.onIncoming(
      ({ from, body }) => void texts.push(`${from}: ${body.kind === "text" ? body.text : ""}`),
    );

    const text = "Привет 😀 ".repeat(12);
    const { id } = await gateway.send(message({ body: { kind: "text", text } }));
    await until(() => states.length === 1);
    expect(submitted.map(({ short_message }) => short_message?.message).join("")).toBe(text);
    expect(submitted.every(({ esm_class }) => esm_class === 0x40)).toBe(true);
    expect((binds[0] as PeerPdu & { interface_version: number }).interface_version).toBe(0x34);

    const [session] = sessions;
    if (!session) throw new Error("no session");
    for (const part of ["id-1", "id-2"]) {
      const receipt = formatReceipt({ messageId: part, state: "delivered", submittedAt: Date.now() });
      const taken = await ask((done) => session.deliver_sm({ esm_class: 4, short_message: receipt }, done));
      expect(taken.command_status).toBe(0);
    }
    expect((await gateway.settled(id))?.state).toBe("delivered");
    const incoming = { source_addr_ton: 1, source_addr: "447700900123", short_message: "ça va 😀" };
    const answer = await ask((done) => session.deliver_sm(incoming, done));
    expect(answer.command_status).toBe(0);
    expect(texts).toEqual(["+447700900123: ça va 😀"]);

    await gateway[Symbol.asyncDispose]();
    expect(states).toEqual(["sent", "delivered"]);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
