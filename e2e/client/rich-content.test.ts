import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CulverClient, MemoryStore, type Message, type OutgoingContent } from "@culver/client";
import { openSqliteStore } from "@culver/client/sqlite";
import { chatWith, hasText, online, openDevice, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let directory: string;
beforeAll(async () => {
  world = await startWorld();
  directory = mkdtempSync(join(tmpdir(), "culver-rich-"));
});
afterAll(async () => {
  await world.stop();
  rmSync(directory, { recursive: true });
});

let numbers = 0;
const number = () => `+4477009007${String(numbers++).padStart(2, "0")}`;

async function pair() {
  const [own, other] = [number(), number()];
  const shop = await signUp(world, own, "Shop");
  const ada = await signUp(world, other, "Ada");
  const chat = await chatWith(shop, other);
  return { shop, ada, chat, own, other };
}

async function arrived(client: CulverClient, chat: string, id: string): Promise<Message> {
  await until(async () => (await client.message(chat, id)) !== undefined);
  const found = await client.message(chat, id);
  if (found === undefined) throw new Error("the message is gone");
  return found;
}

async function hasStatus(client: CulverClient, chat: string, id: string, status: Message["status"]) {
  await until(async () => (await client.message(chat, id))?.status === status);
}

const question: OutgoingContent = {
  kind: "interactive",
  interactive: {
    text: "Tea or coffee?",
    footer: "Until six",
    actions: [
      { kind: "reply", choice: { id: "tea", title: "Tea" } },
      { kind: "reply", choice: { id: "coffee", title: "Coffee" } },
      { kind: "url", title: "Menu", url: "https://example.org/menu" },
    ],
  },
};

test("a place and cards arrive, can be quoted, reacted to, found and deleted for all", async () => {
  const { shop, ada, chat } = await pair();
  const place = { latitude: 52.52, longitude: 13.405, name: "The shop", address: "1 Main Street" };
  const sent = await shop.send(chat, { kind: "place", place });
  expect((await arrived(ada, chat, sent.id)).body).toEqual({ kind: "place", place });
  await hasStatus(shop, chat, sent.id, "delivered");
  const card = {
    name: "Bob",
    phones: [{ number: "+44 7700 900001", type: "WORK" }],
    emails: [{ address: "bob@example.org" }],
    urls: ["https://example.org/"],
    addresses: [],
  };
  const cards = await ada.send(chat, { kind: "contacts", contacts: [card] }, { replyTo: sent.id });
  const got = await arrived(shop, chat, cards.id);
  expect(got.body).toEqual({ kind: "contacts", contacts: [card] });
  expect(got.replyTo).toMatchObject({ id: sent.id, preview: "The shop" });
  await ada.react(chat, sent.id, "👍");
  await until(async () => (await shop.message(chat, sent.id))?.reactions.length === 1);
  expect((await shop.search("main street")).messages.map(({ id }) => id)).toEqual([sent.id]);
  expect((await shop.search("7700 900001")).messages.map(({ id }) => id)).toEqual([cards.id]);
  await ada.markRead(chat);
  await hasStatus(shop, chat, sent.id, "read");
  await shop.deleteForAll(chat, sent.id);
  await until(async () => (await ada.message(chat, sent.id))?.body.kind === "deleted");
  await Promise.all([shop.close(), ada.close()]);
});

test("a question with a file in its header: fetched, answered, and the answer known on both of one's devices", async () => {
  const { shop, ada, chat } = await pair();
  const phone = await openDevice(world, new MemoryStore());
  await phone.acceptLink(await ada.createLinkedDevice("Phone"));
  await until(async () => (await ada.devices()).length === 2);
  const bytes = crypto.getRandomValues(new Uint8Array(50_000));
  const file = new Blob([bytes]);
  const attachment = { file, name: "menu.pdf", type: "application/pdf", kind: "document" } as const;
  const content: OutgoingContent = {
    kind: "interactive",
    interactive: { ...question.interactive, header: { kind: "attachment", attachment } },
  };
  const first = await shop.sendText(chat, "Good morning");
  for (const device of [ada, phone]) await arrived(device, chat, first.id);
  const sent = await shop.send(chat, content, { id: "question-1" });
  expect(sent.id).toBe("question-1");
  for (const device of [ada, phone]) {
    const got = await arrived(device, chat, sent.id);
    expect(got.body).toMatchObject({
      kind: "interactive",
      answered: [],
      interactive: { text: "Tea or coffee?" },
    });
    await device.download(chat, sent.id);
    const fetched = await device.attachmentFile(chat, sent.id);
    expect(new Uint8Array((await fetched?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);
  }
  const answer = await ada.choose(chat, sent.id, "tea");
  expect(answer).toMatchObject({
    body: { kind: "choice", choice: { id: "tea", title: "Tea" } },
    replyTo: { id: sent.id, preview: "Tea or coffee?" },
  });
  expect(await arrived(shop, chat, answer.id)).toMatchObject({ body: answer.body, replyTo: { id: sent.id } });
  const answered = async (device: CulverClient) => {
    const body = (await device.message(chat, sent.id))?.body;
    return body?.kind === "interactive" ? body.answered : [];
  };
  for (const device of [ada, phone]) await until(async () => (await answered(device))[0] === "tea");
  expect(await answered(shop)).toEqual([]);
  await phone.choose(chat, sent.id, "coffee");
  await until(async () => (await answered(ada)).length === 2);
  for (const refused of [
    () => ada.choose(chat, sent.id, "water"),
    () => ada.choose(chat, first.id, "tea"),
    () => shop.choose(chat, sent.id, "tea"),
  ])
    await expect(refused()).rejects.toMatchObject({ code: "not_possible" });
  await Promise.all([shop.close(), ada.close(), phone.close()]);
});

test("under an id of the caller's a message is sent once, across a restart of its device", async () => {
  const [own, other] = [number(), number()];
  const path = join(directory, "shop.db");
  let shop = await signUp(world, own, "Shop", await openSqliteStore(path));
  const ada = await signUp(world, other, "Ada");
  const chat = await chatWith(shop, other);
  await shop.disconnect();
  const file = new Blob([new Uint8Array(300_000).fill(7)]);
  const attachment = { file, name: "a.bin", type: "", kind: "document" } as const;
  const everything = () =>
    Promise.all([
      shop.sendText(chat, "Once", { id: "text-1" }),
      shop.send(chat, question, { id: "ask-1" }),
      shop.send(chat, { kind: "attachment", attachment }, { id: "file-1" }),
    ]);
  const before = await everything();
  expect((await everything()).map(({ position }) => position)).toEqual(
    before.map(({ position }) => position),
  );
  await shop.close();
  shop = await openDevice(world, await openSqliteStore(path));
  const after = await everything();
  expect(after.map(({ position }) => position)).toEqual(before.map(({ position }) => position));
  await online(shop);
  for (const { id } of before) await hasStatus(shop, chat, id, "delivered");
  await everything();
  await shop.sendText(chat, "Last");
  await until(() => hasText(ada, chat, "Last"));
  const got = (await ada.messages(chat)).filter(({ body }) => body.kind !== "notice").map(({ id }) => id);
  expect(got.filter((id) => /-1$/.test(id)).sort()).toEqual(["ask-1", "file-1", "text-1"]);
  await expect(ada.sendText(chat, "Mine", { id: "text-1" })).rejects.toMatchObject({ code: "not_possible" });
  await expect(shop.sendText(chat, "x", { id: "a b" })).rejects.toMatchObject({ code: "not_possible" });
  await Promise.all([shop.close(), ada.close()]);
});

test("many at once: in order, and what is refused holds back nothing", async () => {
  const { shop, ada, chat } = await pair();
  const text = (n: number) => ({ conversation: chat, content: { kind: "text", text: `No. ${n}` } as const });
  const file = new Blob([new Uint8Array(3)]);
  const attachment = { file, name: "a", type: "", kind: "document" } as const;
  const nowhere = { kind: "place", place: { latitude: 900, longitude: 0 } } as const;
  const outcomes = await shop.sendMany([
    ...Array.from({ length: 150 }, (_, n) => text(n)),
    { conversation: chat, content: nowhere },
    { conversation: chat, content: { kind: "attachment", attachment } },
    { conversation: "nobody", content: { kind: "text", text: "x" } },
    { conversation: chat, content: question, options: { id: "many-1" } },
    { conversation: chat, content: question, options: { id: "many-1" } },
    text(150),
  ]);
  const codes = outcomes.flatMap((outcome) => ("error" in outcome ? [outcome.error.code] : []));
  expect(codes).toEqual(["invalid_content", "not_possible", "unknown_conversation"]);
  await until(() => hasText(ada, chat, "No. 150"));
  expect(await texts(ada, chat)).toEqual(Array.from({ length: 151 }, (_, n) => `No. ${n}`));
  const asked = (await ada.messages(chat, { limit: 500 })).filter(({ body }) => body.kind === "interactive");
  expect(asked.map(({ id }) => id)).toEqual(["many-1"]);
  const last = outcomes.at(-1);
  if (last === undefined || "error" in last) throw new Error("the last was refused");
  await hasStatus(shop, chat, last.message.id, "delivered");
  await Promise.all([shop.close(), ada.close()]);
});
