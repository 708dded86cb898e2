import { afterAll, beforeAll, expect, test } from "bun:test";
import { chatWith, hasText, message, notices, online, record, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test("two people sign up, write to each other and see their ticks", async () => {
  const ada = await signUp(world, "+447700900001", "Ada");
  const bob = await signUp(world, "+447700900002", "Bob");
  const events = record(bob);
  const chat = await chatWith(ada, "+447700900002");

  const sent = await ada.sendText(chat, "Good morning");
  expect(sent.status).toBe("queued");
  await until(() => hasText(bob, chat, "Good morning"));
  await until(async () => (await message(ada, chat, "Good morning")).status === "delivered");
  expect((await message(bob, chat, "Good morning")).id).toBe(sent.id);
  expect((await bob.conversation(chat))?.unread).toBe(1);
  expect((await bob.conversation(chat))?.firstUnread).toBe(sent.id);

  await bob.markRead(chat);
  await until(async () => (await message(ada, chat, "Good morning")).status === "read");
  expect((await bob.conversation(chat))?.unread).toBe(0);
  const info = await ada.messageInfo(chat, sent.id);
  expect(info.readAt).toBeGreaterThanOrEqual(info.deliveredAt ?? Number.POSITIVE_INFINITY);

  // The name comes with the message, the number once the directory has confirmed it.
  await until(async () => (await bob.conversation(chat))?.peer?.number === "+447700900001");
  expect((await bob.conversation(chat))?.title).toBe("Ada");

  for (let i = 0; i < 30; i++) await bob.sendText(chat, `answer ${i}`);
  const answers = Array.from({ length: 30 }, (_, i) => `answer ${i}`);
  await until(() => hasText(ada, chat, "answer 29"));
  expect(await texts(ada, chat)).toEqual(["Good morning", ...answers]);
  expect(events.filter((e) => e.type === "message" && e.isNew && !e.message.outgoing).length).toBe(2);
  expect(await notices(ada, chat)).toEqual(["encrypted"]);
  expect(await ada.faults()).toEqual({});
  expect(await bob.faults()).toEqual({});
  await ada.close();
  await bob.close();
});

test("edits, reactions, replies and deletions arrive; only the author's count", async () => {
  const ada = await signUp(world, "+447700900003", "Ada");
  const bob = await signUp(world, "+447700900004", "Bob");
  const chat = await chatWith(ada, "+447700900004");
  const first = await ada.sendText(chat, "Tea?");
  await until(() => hasText(bob, chat, "Tea?"));
  await bob.react(chat, first.id, "👍");
  await bob.sendText(chat, "At four", { replyTo: first.id });
  await until(() => hasText(ada, chat, "At four"));
  expect((await message(ada, chat, "At four")).replyTo).toMatchObject({ id: first.id, preview: "Tea?" });
  const { account } = (await bob.self()) ?? { account: "" };
  expect((await message(ada, chat, "Tea?")).reactions).toEqual([{ emoji: "👍", authors: [account] }]);
  await ada.editText(chat, first.id, "Tea or coffee?");
  await until(() => hasText(bob, chat, "Tea or coffee?"));
  await expect(bob.editText(chat, first.id, "Nothing")).rejects.toMatchObject({ code: "not_possible" });
  await ada.deleteForAll(chat, first.id);
  await until(async () => !(await hasText(bob, chat, "Tea or coffee?")));
  const found = await bob.search("ÁT FOUR");
  expect(found.messages.map(({ id }) => id)).toEqual([(await message(bob, chat, "At four")).id]);
  await ada.close();
  await bob.close();
});

test("safety numbers and QR codes are the same on both sides; typing and presence are seen", async () => {
  const ada = await signUp(world, "+447700900005", "Ada");
  const bob = await signUp(world, "+447700900006", "Bob");
  const chat = await chatWith(ada, "+447700900006");
  await ada.sendText(chat, "Hello");
  await until(() => hasText(bob, chat, "Hello"));
  const adaId = (await ada.self())?.account ?? "";
  const bobId = (await bob.self())?.account ?? "";
  const seenByAda = await ada.safetyNumber(bobId);
  const seenByBob = await bob.safetyNumber(adaId);
  expect(seenByAda.groups).toEqual(seenByBob.groups);
  expect(seenByAda.groups.length).toBe(12);
  expect(await ada.compareSafetyQr(bobId, seenByBob.qr)).toBe(true);
  await ada.setVerified(bobId, true);
  expect((await ada.conversation(chat))?.peer?.verified).toBe(true);

  const events = record(bob);
  await ada.setTyping(chat, true);
  await until(() => events.some((e) => e.type === "typing" && e.typing && e.account === adaId));
  await ada.sendText(chat, "There");
  await until(() => events.some((e) => e.type === "typing" && !e.typing));
  await bob.watchPresence(adaId, true);
  await ada.setActive(true);
  await until(() => events.some((e) => e.type === "presence" && e.presence.online));
  await ada.setActive(false);
  await until(() => events.some((e) => e.type === "presence" && !e.presence.online));
  await ada.close();
  await bob.close();
});

test("who is blocked is not heard and gets no receipt", async () => {
  const ada = await signUp(world, "+447700900007", "Ada");
  const bob = await signUp(world, "+447700900008", "Bob");
  const chat = await chatWith(ada, "+447700900008");
  await ada.sendText(chat, "one");
  await until(() => hasText(bob, chat, "one"));
  const adaId = (await ada.self())?.account ?? "";
  await bob.block(adaId, true);
  await ada.sendText(chat, "two");
  await until(async () => (await message(ada, chat, "two")).status === "sent");
  await bob.disconnect();
  await online(bob);
  await bob.block(adaId, false);
  await ada.sendText(chat, "three");
  await until(() => hasText(bob, chat, "three"));
  expect(await texts(bob, chat)).toEqual(["one", "three"]);
  expect((await message(ada, chat, "two")).status).toBe("sent");
  await ada.close();
  await bob.close();
});
