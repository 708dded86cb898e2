import { describe, expect, test } from "bun:test";
import { openSealed } from "@culver/crypto";
import { decodeSmsOutgoing, sealedSms, smsStatus } from "@culver/protocol";
import type { LinkingClient, Message } from "../src/index.ts";
import { LastingStore, online, openClient, SmsRelay, smsDevice, until } from "./sms-relay.ts";

const PHONE = "+447700900111";
const CHAT = `sms:${PHONE}`;

async function find(client: LinkingClient, id: string): Promise<Message | undefined> {
  const [found] = await client.messages(CHAT, { around: id, limit: 1 });
  return found?.id === id ? found : undefined;
}

const statusOf = async (client: LinkingClient, id: string) => (await find(client, id))?.status;

async function started(relay = new SmsRelay()) {
  const device = await smsDevice(relay, new LastingStore());
  await online(device.client);
  const conversation = await device.client.openSmsConversation(PHONE);
  return { relay, ...device, conversation };
}

describe("texts to a phone", () => {
  test("the chat begins with what it is; a text is sealed to the gateway and to the own other device", async () => {
    const { client, relay, other, conversation } = await started();
    expect(conversation).toMatchObject({
      id: CHAT,
      kind: "sms",
      title: PHONE,
      sms: { number: PHONE },
      unread: 0,
    });
    expect((await client.messages(CHAT)).map(({ body }) => body)).toEqual([
      { kind: "notice", notice: { type: "sms" } },
    ]);
    const { id, status } = await client.sendText(CHAT, "Hello, phone");
    expect(status).toBe("queued");
    await until(() => relay.sent.length === 1);
    expect(relay.sent[0]).toMatchObject({ id, to: PHONE, text: "Hello, phone" });
    const [copy] = relay.sent[0]?.copies ?? [];
    expect(copy?.device).toBe("2");
    const associated = new TextEncoder().encode(id);
    const opened = await openSealed(other.hpke, "sms-copy", copy?.sealed ?? new Uint8Array(), associated);
    expect(decodeSmsOutgoing(opened)).toMatchObject({ id, to: PHONE, text: "Hello, phone" });
    await until(async () => (await client.messageInfo(CHAT, id)).sentAt !== undefined);
    expect(await statusOf(client, id)).toBe("queued");
    relay.status(id, "sent");
    await until(async () => (await statusOf(client, id)) === "sent");
    relay.status(id, "delivered");
    await until(async () => (await statusOf(client, id)) === "delivered");
    relay.status(id, "failed", "late and wrong");
    relay.status(id, "sent");
    await until(() => relay.acknowledged === relay.delivered);
    expect(await find(client, id)).not.toHaveProperty("failure");
    expect(await statusOf(client, id)).toBe("delivered");
    expect(await client.faults()).toEqual({});
    await client.close();
  });

  test("what is written without a connection waits, in order, and goes out once", async () => {
    const { client, relay, store } = await started();
    await client.disconnect();
    const ids: string[] = [];
    for (const text of ["one", "two", "three"]) ids.push((await client.sendText(CHAT, text)).id);
    expect((await client.conversation(CHAT))?.lastMessage?.status).toBe("queued");
    await client.close();
    const again = await openClient(relay, store);
    expect((await again.openSmsConversation(PHONE)).id).toBe(CHAT);
    // The connection is lost behind the gateway's decision and before its answer.
    let cut = false;
    relay.beforeAnswer = ({ text }) => {
      if (text !== "two" || cut) return;
      cut = true;
      relay.cut();
    };
    await online(again);
    await until(async () => (await again.messageInfo(CHAT, ids[2] ?? "")).sentAt !== undefined);
    expect(relay.sent.map(({ text }) => text)).toEqual(["one", "two", "two", "three"]);
    expect(relay.sent[1]?.id).toBe(ids[1] ?? "");
    expect(relay.sent[2]?.id).toBe(ids[1] ?? "");
    await again.close();
  });

  test("under an id of the caller's a text goes out once, also among many; what is no text does not go", async () => {
    const { client, relay } = await started();
    const first = await client.sendText(CHAT, "once", { id: "mine/1" });
    expect(await client.sendText(CHAT, "once", { id: "mine/1" })).toEqual(first);
    const text = (words: string, id: string) => ({
      conversation: CHAT,
      content: { kind: "text", text: words } as const,
      options: { id },
    });
    const place = { kind: "place", place: { latitude: 1, longitude: 2 } } as const;
    const outcomes = await client.sendMany([
      text("once", "mine/1"),
      { conversation: CHAT, content: place },
      text("two", "mine/2"),
    ]);
    expect(outcomes).toMatchObject([
      { message: { id: "mine/1" } },
      { error: { code: "not_over_sms" } },
      { message: { id: "mine/2" } },
    ]);
    await until(() => relay.sent.length === 2);
    expect(relay.sent.map(({ id }) => id)).toEqual(["mine/1", "mine/2"]);
    await expect(client.send(CHAT, place)).rejects.toMatchObject({ code: "not_over_sms" });
    await client.close();
  });

  test("a rotated key: sealed again under the same id", async () => {
    const { client, relay } = await started();
    relay.keyId = 2;
    const { id } = await client.sendText(CHAT, "after the rotation");
    await until(() => relay.sent.length === 1);
    expect(relay.sent[0]?.id).toBe(id);
    expect(relay.asked.filter((name) => name === "info").length).toBe(2);
    await client.close();
  });

  test("refusals are told in words; once more is another text", async () => {
    const { client, relay } = await started();
    relay.refuse = "pool-exhausted";
    const { id } = await client.sendText(CHAT, "no number free");
    await until(async () => (await statusOf(client, id)) === "failed");
    expect((await find(client, id))?.failure).toContain("already speaks to this phone");
    relay.refuse = undefined;
    await client.retry(CHAT, id);
    await until(() => relay.sent.length === 2);
    expect(relay.sent[1]?.text).toBe("no number free");
    expect(relay.sent[1]?.id).not.toBe(id);
    expect(await find(client, id)).toBeUndefined();
    expect((await client.messages(CHAT)).length).toBe(2);

    const next = relay.sent[1]?.id ?? "";
    relay.status(next, "failed", "The number is not in use.");
    await until(async () => (await statusOf(client, next)) === "failed");
    expect((await find(client, next))?.failure).toBe("The number is not in use.");
    await client.close();
  });

  test("a phone that said STOP is marked until a text is taken again", async () => {
    const { client, relay } = await started();
    relay.refuse = "opted-out";
    await client.sendText(CHAT, "are you there");
    await until(async () => (await client.conversation(CHAT))?.sms?.optedOut === true);
    relay.refuse = undefined;
    await client.sendText(CHAT, "and now");
    await until(async () => (await client.conversation(CHAT))?.sms?.optedOut === undefined);
    const types = (await client.messages(CHAT)).flatMap(({ body }) =>
      body.kind === "notice" ? [body.notice.type] : [],
    );
    expect(types).toEqual(["sms", "opted-out", "opted-in"]);
    await client.close();
  });

  test("a status can overtake the answer, and be about a text that has not come", async () => {
    const { client, relay, identity } = await started();
    relay.beforeAnswer = ({ id }) => relay.status(id, "delivered");
    const { id } = await client.sendText(CHAT, "quick");
    await until(async () => (await statusOf(client, id)) === "delivered");
    await until(() => relay.acknowledged === relay.delivered);
    expect(await statusOf(client, id)).toBe("delivered");

    relay.status("other-text", "sent");
    relay.status("other-text", "delivered");
    const content = { id: "other-text", to: PHONE, text: "from the laptop" };
    const sealed = await relay.seal(identity, "sms-copy", content, "other-text");
    for (let i = 0; i < 2; i++) relay.deliver(sealedSms({ kind: "copy", id: "other-text", at: 5, sealed }));
    await until(async () => (await statusOf(client, "other-text")) === "delivered");
    expect(await find(client, "other-text")).toMatchObject({
      outgoing: true,
      body: { kind: "text", text: "from the laptop" },
    });
    expect((await client.messages(CHAT)).length).toBe(3);
    await client.close();
  });

  test("what a phone cannot take part in is refused by name, and what is one's own stays", async () => {
    const { client, relay } = await started();
    const { id } = await client.sendText(CHAT, "plain");
    const refused = { name: "ClientError", code: "not_over_sms" };
    await expect(client.editText(CHAT, id, "x")).rejects.toMatchObject(refused);
    await expect(client.react(CHAT, id, "👍")).rejects.toMatchObject(refused);
    await expect(client.deleteForAll(CHAT, id)).rejects.toMatchObject(refused);
    await expect(client.sendText(CHAT, "x", { replyTo: id })).rejects.toMatchObject(refused);
    await expect(client.sendText(CHAT, "x".repeat(10_001))).rejects.toMatchObject({ code: "too_long" });
    await expect(client.sendText(CHAT, "  ")).rejects.toMatchObject({ code: "empty_text" });
    await expect(client.sendText("sms:+447700900999", "x")).rejects.toMatchObject({
      code: "unknown_conversation",
    });
    await client.setTyping(CHAT, true);
    await client.star(CHAT, id, true);
    await client.setDraft(CHAT, { text: "dra" });
    await client.markRead(CHAT);
    await client.setSmsName(CHAT, "Plumber");
    expect(await client.conversation(CHAT)).toMatchObject({ title: "Plumber", draft: { text: "dra" } });
    expect((await client.search("plumb")).conversations.map((c) => c.id)).toEqual([CHAT]);
    expect((await client.search("07700 900111")).conversations.map((c) => c.id)).toEqual([CHAT]);
    expect((await client.search("plain")).messages.map((m) => m.id)).toEqual([id]);
    await client.deleteForMe(CHAT, [id]);
    expect(await find(client, id)).toBeUndefined();
    await client.deleteConversation(CHAT);
    expect(await client.conversations()).toEqual([]);
    expect((await client.openSmsConversation(PHONE)).lastMessage?.body).toEqual({
      kind: "notice",
      notice: { type: "sms" },
    });
    // Nothing but the text and requests has gone out.
    expect(relay.sent.length).toBeLessThanOrEqual(1);
    await client.close();
  });

  test("without SMS at the server there is no such chat; existing ones open without a connection", async () => {
    const relay = new SmsRelay();
    relay.sendsSms = false;
    const { client } = await smsDevice(relay);
    await expect(client.openSmsConversation(PHONE)).rejects.toMatchObject({ code: "offline" });
    await online(client);
    await expect(client.openSmsConversation(PHONE)).rejects.toMatchObject({ code: "sms_unavailable" });
    await expect(client.openSmsConversation("12")).rejects.toMatchObject({ code: "invalid_number" });
    await expect(client.openSmsConversation("+44 7700 900001")).rejects.toMatchObject({
      code: "own_account",
    });
    await client.disconnect();
    await expect(client.openSmsConversation(PHONE)).rejects.toMatchObject({ code: "sms_unavailable" });
    relay.sendsSms = true;
    await online(client);
    await client.openSmsConversation("+44 7700 900111");
    await client.disconnect();
    expect((await client.openSmsConversation(PHONE)).id).toBe(CHAT);
    expect((await client.openSmsConversation("+447700900112")).id).toBe("sms:+447700900112");
    await client.close();
  });

  test("a status of a shape unknown here is passed over", async () => {
    const { client, relay } = await started();
    const status = smsStatus({ id: "x", state: "sent", reason: undefined, at: 1 });
    relay.deliver({ ...status, attrs: { ...status.attrs, state: "melted" } });
    relay.deliver({ ...status, name: "novelty" });
    await until(() => relay.acknowledged === relay.delivered);
    expect(await client.faults()).toEqual({ "malformed-stanza": 1 });
    await client.close();
  });
});
