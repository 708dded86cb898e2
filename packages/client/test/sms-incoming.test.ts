import { describe, expect, test } from "bun:test";
import { generateAccountKey } from "@culver/crypto";
import { type AccountId, type E164, sealedSms } from "@culver/protocol";
import { linkFor } from "../src/attachments/link-for.ts";
import { LastingStore, online, openClient, SmsRelay, smsDevice, until } from "./sms-relay.ts";

const PHONE = "+447700900111";
const CHAT = `sms:${PHONE}`;
const FRIEND = "bbbbbbbbbbbbbbbb" as AccountId;
const HOUR = 3_600_000;

async function started(clock?: () => number) {
  const relay = new SmsRelay();
  const device = await smsDevice(relay, new LastingStore(), clock);
  await online(device.client);
  return { relay, ...device };
}

describe("texts from a phone", () => {
  test("an unknown phone gets a chat of its own, unread, marked as SMS; each id is shown once", async () => {
    const { client, relay, identity, events } = await started();
    for (let i = 0; i < 3; i++)
      await relay.incoming(identity, "in-1", PHONE, "Hi, it is\u202e me", 1_700_000_000_000);
    await relay.incoming(identity, "in-2", PHONE, "second");
    await until(async () => (await client.conversation(CHAT))?.unread === 2);
    await until(() => relay.acknowledged === relay.delivered);
    expect(await client.conversation(CHAT)).toMatchObject({
      kind: "sms",
      title: PHONE,
      unread: 2,
      firstUnread: "in-1",
      sms: { number: PHONE, from: "+447700900200" },
      lastMessage: { id: "in-2", body: { kind: "text", text: "second" } },
    });
    const [notice, first] = await client.messages(CHAT);
    expect(notice?.body).toEqual({ kind: "notice", notice: { type: "sms" } });
    expect(first).toMatchObject({
      author: CHAT,
      outgoing: false,
      status: "received",
      at: 1_700_000_000_000,
      body: { kind: "text", text: "Hi, it is me" },
    });
    const fresh = events.filter(
      (event) => event.type === "message" && event.isNew && !event.message.outgoing,
    );
    expect(fresh.length).toBe(3);
    expect((await client.search("second")).messages.map((m) => m.id)).toEqual(["in-2"]);
    const asked = relay.asked.length;
    await client.markRead(CHAT);
    expect(await client.conversation(CHAT)).toMatchObject({ unread: 0 });
    expect(relay.asked.length).toBe(asked);
    await client.close();
  });

  test("what has been taken in is there after a restart, and stays once when it comes again", async () => {
    const { client, relay, identity, store } = await started();
    await relay.incoming(identity, "in-1", PHONE, "kept");
    await until(async () => (await client.conversation(CHAT))?.unread === 1);
    await client.close();
    const again = await openClient(relay, store);
    await online(again);
    await relay.incoming(identity, "in-1", PHONE, "kept");
    await until(() => relay.acknowledged === relay.delivered);
    expect((await again.messages(CHAT)).length).toBe(2);
    await again.close();
  });

  test("seals that do not open, or hold another text, leave a line and are counted", async () => {
    const { client, relay, identity, other } = await started();
    const content = { id: "x", from: PHONE, to: "+447700900200", text: "sealed to somebody else" };
    const wrong = [
      await relay.seal(other, "sms-incoming", content, "x"),
      await relay.seal(identity, "sms-incoming", content, "y"),
      await relay.seal(identity, "sms-incoming", { ...content, id: "y" }, "x"),
      await relay.seal(identity, "sms-copy", content, "x"),
      await relay.seal(identity, "sms-incoming", { ...content, from: "../../x" }, "x"),
      new Uint8Array([1, 2, 3]),
    ];
    for (const [n, sealed] of wrong.entries())
      relay.deliver(sealedSms({ kind: "incoming", id: n === 0 ? "x" : `x${n}`, at: 1, sealed }));
    await until(() => relay.acknowledged === relay.delivered);
    expect(await client.faults()).toEqual({ "unreadable-sms": 6 });
    expect(await client.conversation("sms:unknown")).toMatchObject({
      title: "Unknown number",
      unread: 6,
      sms: { number: "" },
    });
    await expect(client.sendText("sms:unknown", "who are you")).rejects.toMatchObject({
      code: "not_possible",
    });
    await client.close();
  });

  test("a person's device cannot pass a text off as the gateway's", async () => {
    const { client, relay, identity } = await started();
    const content = { id: "x", from: PHONE, to: "+447700900200", text: "spoofed" };
    const sealed = await relay.seal(identity, "sms-incoming", content, "x");
    relay.deliver(
      sealedSms({
        kind: "incoming",
        id: "real",
        at: 1,
        sealed: await relay.seal(identity, "sms-incoming", { ...content, id: "real" }, "real"),
      }),
    );
    relay.raw({
      name: "message",
      xmlns: "jabber:client",
      attrs: { from: `${FRIEND}@example.org/1`, to: "aaaaaaaaaaaaaaaa@example.org", id: "x" },
      content: [sealedSms({ kind: "incoming", id: "x", at: 1, sealed })],
    });
    await until(() => relay.acknowledged === relay.delivered);
    expect((await client.messages(CHAT)).map(({ id }) => id)).toContain("real");
    expect((await client.messages(CHAT)).map(({ id }) => id)).not.toContain("x");
    await client.close();
  });
});

describe("what writing to a phone takes", () => {
  test("a quote is sealed both ways and remembered; unknown options are left out", async () => {
    const { client, relay } = await started();
    await client.openSmsConversation(PHONE);
    relay.quote = {
      cost: 4.5,
      currency: "GBP",
      from: "+447700900201",
      text: { referenceBits: 16, latin1: "sometimes", nationalLanguages: ["turkish", "klingon"] },
    };
    relay.keyId = 7;
    expect(await client.smsQuote(CHAT)).toEqual({
      cost: 4.5,
      currency: "GBP",
      text: { referenceBits: 16, nationalLanguages: ["turkish"] },
    });
    expect((await client.conversation(CHAT))?.sms?.from).toBe("+447700900201");
    const asked = relay.asked.length;
    await client.smsQuote(CHAT);
    expect(relay.asked.length).toBe(asked);
    await client.close();
  });

  test("a refusal is in words, and STOP shows in the chat", async () => {
    let now = Date.now();
    const { client, relay } = await started(() => now);
    await client.openSmsConversation(PHONE);
    relay.quote = { refused: "opted-out" };
    expect((await client.smsQuote(CHAT)).refused).toContain("STOP");
    expect((await client.conversation(CHAT))?.sms?.optedOut).toBe(true);
    now += HOUR / 2;
    relay.quote = {};
    expect(await client.smsQuote(CHAT)).toEqual({ text: {} });
    expect((await client.conversation(CHAT))?.sms?.optedOut).toBeUndefined();
    await client.disconnect();
    now += HOUR / 2;
    await expect(client.smsQuote(CHAT)).rejects.toMatchObject({ code: "offline" });
    await client.close();
  });
});

describe("a phone whose number has an account now", () => {
  const found = async () => ({
    number: PHONE as E164,
    account: FRIEND,
    accountKey: (await generateAccountKey()).publicKey,
  });

  test("asked when the chat is opened: offered, and nothing more than offered", async () => {
    const { client, relay } = await started();
    await client.openSmsConversation(PHONE);
    expect((await client.conversation(CHAT))?.sms?.joined).toBeUndefined();
    relay.joined = await found();
    relay.refuse = "on-culver";
    const { id } = await client.sendText(CHAT, "still by SMS");
    await until(async () => (await client.conversation(CHAT))?.sms?.joined?.account === FRIEND);
    const [message] = await client.messages(CHAT, { around: id, limit: 1 });
    expect(message).toMatchObject({ status: "failed" });
    expect(message?.failure).toContain("on Culver");
    expect((await client.messages(CHAT)).map(({ body }) => body)).toContainEqual({
      kind: "notice",
      notice: { type: "joined", account: FRIEND },
    });
    const opened = await client.openSmsConversation(PHONE);
    expect(opened).toMatchObject({ kind: "sms", sms: { joined: { account: FRIEND } } });
    // A direct chat never becomes SMS, whatever is known of the number.
    const direct = await client.openConversation(FRIEND);
    await client.sendText(direct.id, "encrypted or not at all");
    await until(() => relay.asked.includes("conversation"));
    expect(relay.sent.length).toBe(1);
    await client.close();
  });

  test("asked once a day without anybody's doing", async () => {
    let now = Date.now();
    const { client, relay, identity, store } = await started(() => now);
    await relay.incoming(identity, "in-1", PHONE, "hello");
    await until(async () => (await client.conversation(CHAT)) !== undefined);
    await client.close();
    relay.joined = await found();
    now += 25 * HOUR;
    const again = await openClient(relay, store, () => now);
    await online(again);
    await until(async () => (await again.conversation(CHAT))?.sms?.joined?.account === FRIEND);
    const asked = relay.lookedUp.length;
    await again.disconnect();
    now += HOUR;
    await online(again);
    await until(() => relay.asked.at(-1) === "wake");
    expect(relay.lookedUp.length).toBe(asked);
    await again.close();
  });
});

describe("a file that another own device has sent to a phone", () => {
  test("is shown as a file; a link elsewhere, or cut short, is text", async () => {
    const { client, relay, identity } = await started();
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const linked = { key: bytes, hash: bytes, size: 1_234, name: "a.png", type: "image/png" };
    const media = "m".repeat(32);
    const link = linkFor("http://127.0.0.1:9", media, linked);
    const sent = [
      `A caption\nof two lines\n${link}`,
      link,
      linkFor("https://elsewhere.example", media, linked),
      link.slice(0, -5),
    ];
    for (const [n, text] of sent.entries()) {
      const id = `file-${n}`;
      const sealed = await relay.seal(identity, "sms-copy", { id, to: PHONE, text }, id);
      relay.deliver(sealedSms({ kind: "copy", id, at: n, sealed }));
    }
    await until(() => relay.acknowledged === relay.delivered);
    const bodies = (await client.messages(CHAT)).map(({ body }) => body);
    const attachment = {
      kind: "image",
      name: "a.png",
      type: "image/png",
      size: 1_234,
      transfer: { state: "remote" },
    };
    expect(bodies.slice(1)).toEqual([
      { kind: "attachment", attachment, text: "A caption\nof two lines" },
      { kind: "attachment", attachment, text: "" },
      { kind: "text", text: sent[2] },
      { kind: "text", text: sent[3] },
    ] as typeof bodies);
    await client.close();
  });
});
