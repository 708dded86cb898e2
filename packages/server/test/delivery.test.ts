import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  chatState,
  children,
  conversationAddress,
  displayed,
  type Element,
  el,
  message,
  occupantAddress,
  parseCurrentGroup,
  parseDelay,
  parseStanzaError,
  parseStanzaId,
  ping,
  received,
} from "@culver/protocol";
import type { Transaction } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import type { RawDevice } from "./raw-device.ts";
import {
  bytesOfText,
  type Chat,
  chatMessage,
  DOMAIN,
  type Person,
  Relay,
  startChat,
  textsOf,
} from "./relay.ts";

forEachEngine("delivery", (open) => {
  let relay: Relay;
  let anna: Person;
  let ben: Person;
  let a: RawDevice;
  let b: RawDevice;
  let chat: Chat;

  beforeAll(async () => {
    relay = await Relay.start(await open());
    anna = await relay.person();
    ben = await relay.person();
    a = await relay.connect(anna);
    chat = await startChat(a, anna, [ben.account]);
    b = await relay.connect(ben);
    await b.arrived(1);
    await away(b);
    await away(a);
  });
  afterAll(() => relay[Symbol.asyncDispose]());

  beforeEach(async () => {
    a = await relay.connect(anna);
    b = await relay.connect(ben);
    await a.until(() => a.drainedCount === 1, "drained");
    await b.until(() => b.drainedCount === 1, "drained");
    a.messages.length = 0;
    b.messages.length = 0;
  });
  afterEach(async () => {
    await away(a);
    await away(b);
  });

  /** Acknowledges everything and goes. */
  async function away(device: RawDevice): Promise<void> {
    device.ack();
    device.close();
    await device.ended();
  }
  const say = (text: string, id?: string) => chatMessage(chat, bytesOfText(text), id);
  const counts = async () => {
    const [row] = await relay.database.query<{ m: number; d: number }>(
      "SELECT (SELECT COUNT(*) FROM messages) AS m, (SELECT COUNT(*) FROM deliveries) AS d",
    );
    return row;
  };

  test("what is sent to a device that is away waits for it, in order, and is delivered once", async () => {
    await away(b);
    const texts = Array.from({ length: 20 }, (_, i) => `away ${i}`);
    for (const text of texts) a.send(say(text));
    await a.settled();
    expect(await counts()).toEqual({ m: 20, d: 20 });
    b = await relay.connect(ben);
    await b.until(() => b.drainedCount === 1, "drained");
    expect(textsOf(b.messages)).toEqual(texts);
    await away(b);
    b = await relay.connect(ben);
    await b.until(() => b.drainedCount === 1, "drained");
    expect(b.messages).toEqual([]);
    expect(await counts()).toEqual({ m: 0, d: 0 });
  });

  test("a delivered message carries its sender, the server's number and time, the same for all", async () => {
    const before = Date.now();
    a.send(say("first", "my-id"));
    a.send(say("second"));
    const [first, second] = (await b.arrived(2)) as [Element, Element];
    expect(first.attrs).toEqual({
      type: "chat",
      id: "my-id",
      from: a.address,
      to: conversationAddress(chat.conversation, DOMAIN),
    });
    const number = (m: Element) => Number(parseStanzaId(m, DOMAIN));
    expect(number(second)).toBeGreaterThan(number(first));
    expect(parseDelay(first)).toBeGreaterThanOrEqual(before - 1);
  });

  test("both encodings talk to each other", async () => {
    await away(b);
    b = await relay.connect(ben, { encoding: "xmpp" });
    a.send(say("to xml"));
    await b.arrived(1);
    expect(textsOf(b.messages)).toEqual(["to xml"]);
    b.send(say("from xml"));
    await a.arrived(1);
    expect(textsOf(a.messages)).toEqual(["from xml"]);
    await b.settled();
  });

  test("receipts and markers come in order to the occupant, markers to the own other devices too", async () => {
    const to = occupantAddress(chat.conversation, DOMAIN, anna.account);
    b.send(message({ type: "chat", id: "r1", to, payload: [received("x"), received("y")] }));
    b.send(message({ type: "chat", id: "d1", to, payload: [displayed("y")] }));
    await b.settled();
    await a.arrived(2);
    expect(a.messages.map((m) => m.attrs.id)).toEqual(["r1", "d1"]);
    expect(a.messages[0]?.attrs.from).toBe(b.address);
    expect(children(a.messages[0] as Element).map((c) => c.name)).toEqual(["received", "received", "delay"]);
  });

  test("chat states reach who is online and nobody later", async () => {
    const to = conversationAddress(chat.conversation, DOMAIN);
    a.send(message({ type: "chat", to, payload: [chatState("composing")] }));
    await b.arrived(1);
    expect(children(b.messages[0] as Element)[0]?.name).toBe("composing");
    await away(b);
    a.send(message({ type: "chat", to, payload: [chatState("paused")] }));
    await a.settled();
    b = await relay.connect(ben);
    await b.until(() => b.drainedCount === 1, "drained");
    expect(b.messages).toEqual([]);
  });

  test("after a dropped connection the session is resumed: nothing is lost, nothing doubled", async () => {
    b.ackEvery = 0;
    a.send(say("before"));
    await b.arrived(1);
    // The device has it and the server does not know; the next three are sent while nobody listens.
    b.drop();
    await a.until(() => relay.server.stats().connections === 1, "the server to notice", 3000).catch(() => {});
    for (let i = 0; i < 3; i++) a.send(say(`meanwhile ${i}`));
    await a.settled();
    b.outbox.push(say("from the outbox"));
    const drained = b.drainedCount;
    expect(await b.resume()).toBe(true);
    await b.until(() => b.drainedCount === drained + 1, "drained");
    expect(b.messages).toHaveLength(4);
    expect(textsOf(b.messages)).toEqual(["before", "meanwhile 0", "meanwhile 1", "meanwhile 2"]);
    a.send(say("after"));
    await b.arrived(5);
    await b.settled();
    await a.arrived(1);
    expect(textsOf(a.messages)).toEqual(["from the outbox"]);
    b.ack();
  });

  test("what was in flight and not handled comes again when the session is resumed", async () => {
    b.ackEvery = 0;
    a.send(say("one"));
    a.send(say("two"));
    await b.arrived(2);
    // As if the device had crashed before it committed the second.
    b.received -= 1;
    b.messages.pop();
    b.drop();
    expect(await b.resume()).toBe(true);
    await b.arrived(2);
    expect(textsOf(b.messages)).toEqual(["one", "two"]);
  });

  test("a new session ends the old one with conflict", async () => {
    const other = await relay.connect(ben);
    await b.ended();
    expect(b.streamError?.condition).toBe("conflict");
    expect(await b.resume()).toBe(false);
    b.close();
    await b.ended();
    b = other;
  });

  test("a restarted server knows no session; outbox and mailbox are sent again, and ids make it once", async () => {
    await away(b);
    a.send(say("kept", "kept"));
    await a.settled();
    const lost = say("acknowledgement lost", "ack-lost");
    a.send(lost);
    await a.settled();
    await relay.server.close();
    await relay.restart();
    a = relay.device(anna, { url: relay.streamUrl });
    a.sessionId = "what-it-had";
    expect(await a.resume()).toBe(false);
    a.close();
    await a.ended();
    await a.connect();
    a.send(lost);
    a.send(say("new"));
    await a.settled();
    b = await relay.connect(ben);
    await b.until(() => b.drainedCount === 1, "drained");
    expect(textsOf(b.messages)).toEqual(["kept", "acknowledgement lost", "new"]);
  }, 20_000);

  test("the same id from the same device is delivered once and covered again", async () => {
    for (let i = 0; i < 3; i++) a.send(say("again", "the-same"));
    await a.settled();
    a.send(say("end"));
    await b.arrived(2);
    expect(textsOf(b.messages)).toEqual(["again", "end"]);
  });

  test("what is refused is covered when its error is queued", async () => {
    a.send(chatMessage({ ...chat, epoch: 3 }));
    a.send(chatMessage({ ...chat, group: "AAAA" }));
    a.send(
      message({
        type: "chat",
        id: "nowhere",
        to: `g.${"a".repeat(26)}@${DOMAIN}`,
        payload: [chatState("active")],
      }),
    );
    a.send(chatMessage(chat, new Uint8Array(70_000)));
    a.send(
      message({
        type: "groupchat",
        id: "x",
        to: conversationAddress(chat.conversation, DOMAIN),
        payload: [],
      }),
    );
    a.send(el("presence", "jabber:client", { type: "subscribe" }));
    await a.settled();
    await a.until(() => a.errors.length === 5, "five errors");
    const conditions = a.errors.map((e) => parseStanzaError(e));
    expect(conditions.map((c) => c.condition)).toEqual([
      "conflict",
      "conflict",
      "item-not-found",
      "policy-violation",
      "bad-request",
    ]);
    expect(a.errors[0]?.attrs.from).toBe(conversationAddress(chat.conversation, DOMAIN));
    const app = conditions[0]?.app;
    expect(app && parseCurrentGroup(app)).toEqual({
      conversation: chat.conversation,
      group: chat.group,
      epoch: 1,
    });
  });

  test("iqs: ping, unknown, malformed", async () => {
    expect((await a.request("get", ping())).attrs.type).toBe("result");
    await expect(a.request("get", el("query", "urn:example:0"))).rejects.toThrow("service-unavailable");
    await expect(a.request("get", ping(), `${ben.account}@${DOMAIN}`)).rejects.toThrow("service-unavailable");
    await expect(a.request("set", el("create", "urn:culver:mls:0"))).rejects.toThrow("bad-request");
  });

  test("a slow reader is paused, and then gets everything in order", async () => {
    b.ackEvery = 0;
    const texts = Array.from({ length: 700 }, (_, i) => `slow ${i}`);
    for (const text of texts) a.send(say(text));
    await a.settled();
    await b.arrived(256);
    await Bun.sleep(50);
    expect(b.messages.length).toBe(256);
    b.ackEvery = 50;
    b.ack();
    await b.arrived(350);
    for (let i = 0; i < 100; i++) a.send(say(`late ${i}`));
    await b.arrived(800);
    expect(textsOf(b.messages)).toEqual([...texts, ...Array.from({ length: 100 }, (_, i) => `late ${i}`)]);
    await b.settled();
    await away(b);
    b = await relay.connect(ben);
    await b.until(() => b.drainedCount === 1, "drained");
    expect(b.messages).toEqual([]);
  });

  test("bytes in flight pause a reader too", async () => {
    b.ackEvery = 0;
    for (let i = 0; i < 40; i++) a.send(chatMessage(chat, new Uint8Array(60_000).fill(i)));
    await a.settled();
    await b.arrived(17);
    await Bun.sleep(50);
    expect(b.messages.length).toBe(17);
    b.ackEvery = 5;
    b.ack();
    await b.arrived(40);
    expect(b.messages.map((m) => firstByte(m))).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  test("resumption of a paused session goes on where it was", async () => {
    b.ackEvery = 0;
    for (let i = 0; i < 400; i++) a.send(say(`paused ${i}`));
    await a.settled();
    await b.arrived(256);
    b.drop();
    expect(await b.resume()).toBe(true);
    b.ackEvery = 50;
    b.ack();
    await b.arrived(400);
    expect(textsOf(b.messages)).toEqual(Array.from({ length: 400 }, (_, i) => `paused ${i}`));
  });

  test("what everybody acknowledges within the window never touches the disk", async () => {
    await relay.server.close();
    await relay.restart({ commitWindowMs: 1000 });
    a = await relay.connect(anna);
    b = await relay.connect(ben, { ackEvery: 1 });
    await b.until(() => b.drainedCount === 1, "drained");
    const written = relay.server.stats().messagesWritten;
    const { sql, restore } = countInserts(relay);
    for (let i = 0; i < 10; i++) a.send(say(`skip ${i}`));
    await a.settled();
    expect(textsOf(b.messages)).toHaveLength(10);
    await Bun.sleep(1100);
    expect(relay.server.stats().messagesWritten).toBe(written);
    expect(relay.server.stats().messagesAccepted).toBeGreaterThanOrEqual(10);
    expect(sql).toEqual([]);
    restore();
    await away(b);
    a.send(say("written"));
    await a.settled();
    expect(relay.server.stats().messagesWritten).toBe(written + 1);
    await relay.server.close();
    await relay.restart({});
    a = await relay.connect(anna);
    b = await relay.connect(ben);
    await b.arrived(1);
  });
});

function firstByte(m: Element): number | undefined {
  const content = children(m)[0]?.content;
  return content instanceof Uint8Array ? content[0] : undefined;
}

/** Which tables get rows from now on. */
function countInserts(relay: Relay): { sql: string[]; restore: () => void } {
  const { database } = relay;
  const sql: string[] = [];
  const { transaction } = database;
  database.transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
    transaction.call(database, async (tx) => {
      const insertMany: Transaction["insertMany"] = (table, ...rest) => {
        sql.push(table);
        return tx.insertMany(table, ...rest);
      };
      return work({ ...tx, insertMany });
    }) as Promise<T>;
  return {
    sql,
    restore: () => {
      database.transaction = transaction;
    },
  };
}
