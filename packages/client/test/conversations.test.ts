import { describe, expect, test } from "bun:test";
import type { ClientEvent } from "../src/index.ts";
import { createClient } from "../src/index.ts";
import { account, offlineDevice } from "./offline-device.ts";

describe("conversations on a device without a connection", () => {
  test("what is written is queued, shown at once, and there after a restart", async () => {
    const { client, store } = await offlineDevice();
    const { id } = await client.openConversation(account(1));
    const events: ClientEvent[] = [];
    client.subscribe((event) => events.push(event));
    await client.setDraft(id, { text: "hel" });
    expect((await client.conversation(id))?.draft).toEqual({ text: "hel" });
    const sent = await client.sendText(id, "hello");
    expect(sent).toMatchObject({ status: "queued", outgoing: true, body: { kind: "text", text: "hello" } });
    expect(await client.conversation(id)).toMatchObject({ lastMessage: { id: sent.id }, unread: 0 });
    expect((await client.conversation(id))?.draft).toBeUndefined();
    expect(events.filter((event) => event.type === "message" && event.message.id === sent.id).length).toBe(1);
    const again = await createClient({
      store,
      serverUrl: "http://127.0.0.1:9",
      WebSocket: class {} as never,
    });
    expect((await again.messages(id)).map(({ body }) => body.kind)).toEqual(["notice", "text"]);
  });

  test("pages hang together: before, after, around", async () => {
    const { client } = await offlineDevice();
    const { id } = await client.openConversation(account(1));
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push((await client.sendText(id, `text ${i}`)).id);
    const newest = await client.messages(id, { limit: 20 });
    expect(newest.map((m) => m.id)).toEqual(ids.slice(40));
    const earlier = await client.messages(id, { before: newest[0]?.position ?? 0, limit: 20 });
    expect(earlier.map((m) => m.id)).toEqual(ids.slice(20, 40));
    const later = await client.messages(id, { after: earlier.at(-1)?.position ?? 0, limit: 5 });
    expect(later.map((m) => m.id)).toEqual(ids.slice(40, 45));
    const around = await client.messages(id, { around: ids[30] ?? "", limit: 10 });
    expect(around.map((m) => m.id)).toEqual(ids.slice(26, 36));
    const positions = (await client.messages(id, { limit: 500 })).map((m) => m.position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(positions).size).toBe(positions.length);
  });

  test("deleting for oneself takes the message and what was to go out", async () => {
    const { client } = await offlineDevice();
    const { id } = await client.openConversation(account(1));
    const first = await client.sendText(id, "one");
    const second = await client.sendText(id, "two");
    const events: ClientEvent[] = [];
    client.subscribe((event) => events.push(event));
    await client.deleteForMe(id, [second.id]);
    expect((await client.conversation(id))?.lastMessage?.id).toBe(first.id);
    expect(events).toContainEqual({ type: "message-removed", conversation: id, id: second.id });
    await client.deleteConversation(id);
    expect(await client.conversations()).toEqual([]);
    expect(events).toContainEqual({ type: "conversation-removed", conversation: id });
    await client.openConversation(account(1));
    expect((await client.conversations()).length).toBe(1);
    expect((await client.messages(id)).length).toBe(0);
  });

  test("refusals are named", async () => {
    const { client } = await offlineDevice();
    const { id } = await client.openConversation(account(1));
    await expect(client.sendText(id, " \n")).rejects.toMatchObject({
      name: "ClientError",
      code: "empty_text",
    });
    await expect(client.sendText(id, "x".repeat(16_385))).rejects.toMatchObject({ code: "too_long" });
    await expect(client.sendText("p.nobody", "x")).rejects.toMatchObject({ code: "unknown_conversation" });
    await expect(client.lookup(["+447700900002"])).rejects.toMatchObject({ code: "offline" });
    await client.block(account(1), true);
    await expect(client.sendText(id, "x")).rejects.toMatchObject({ code: "blocked" });
  });

  test("search finds chats, then people, then messages", async () => {
    const { client } = await offlineDevice();
    const { id } = await client.openConversation(account(1));
    await client.setContactName(account(1), "Zoë Müller");
    await client.setContactName(account(2), "Zoe Other");
    const { id: message } = await client.sendText(id, "the zoetrope");
    const result = await client.search("ZOE");
    expect(result.conversations.map((c) => c.id)).toEqual([id]);
    expect(result.contacts.map((c) => c.account)).toEqual([account(2)]);
    expect(result.messages.map((m) => m.id)).toEqual([message]);
    expect((await client.search("zoe", { conversation: id })).messages.length).toBe(1);
  });

  test("a list of 1,000 chats is quick", async () => {
    const { client } = await offlineDevice();
    for (let n = 1; n <= 1_000; n++) {
      const { id } = await client.openConversation(account(n));
      if (n % 10 === 0) await client.sendText(id, `text ${n}`);
    }
    await client.setConversation((await client.openConversation(account(500))).id, { pinned: true });
    const begin = performance.now();
    const list = await client.conversations();
    const took = performance.now() - begin;
    expect(list.length).toBe(1_000);
    expect(list[0]?.peer?.account).toBe(account(500));
    expect(took).toBeLessThan(1_000);
  });
});
