import { afterAll, beforeAll, expect, test } from "bun:test";
import { type LinkingClient, MemoryStore } from "@culver/client";
import * as people from "./people.ts";
import { online, signUp, texts, until } from "./people.ts";
import { type PhoneWorld, POOL, startPhoneWorld } from "./phones.ts";

const DAY = 86_400_000;
let world: PhoneWorld;
beforeAll(async () => {
  world = await startPhoneWorld();
}, 30_000);
afterAll(() => world.stop());

const received = async (phone: string) =>
  (await world.handset(phone)).filter(({ direction }) => direction === "received").map(({ text }) => text);
const statusOf = async (client: LinkingClient, chat: string, text: string) =>
  (await people.message(client, chat, text)).status;

test("to a phone and back, in one chat, with the phone's receipt", async () => {
  const ada = await signUp(world, "+447700900301", "Ada");
  const phone = "+447700900351";
  const { id: chat } = await ada.openSmsConversation(phone);
  expect(await ada.smsQuote(chat)).toMatchObject({ cost: 4, currency: "GBP", text: {} });
  const text = "Hello, phone 👋 – this is long enough to be more than one short message. ".repeat(3);
  await ada.sendText(chat, text);
  await until(async () => (await received(phone)).includes(text));
  await until(async () => (await statusOf(ada, chat, text)) === "delivered");
  await until(async () => (await ada.conversation(chat))?.sms?.from === POOL[0]);
  await world.write(phone, POOL[0] ?? "", "Hello back");
  await until(async () => (await texts(ada, chat)).includes("Hello back"));
  expect(await ada.conversation(chat)).toMatchObject({ kind: "sms", unread: 1, sms: { from: POOL[0] } });
  expect(await ada.faults()).toEqual({});
  await ada.close();
}, 30_000);

test("written offline, sent once; the other own device shows it and the answer", async () => {
  const ada = await signUp(world, "+447700900302", "Ada");
  const laptop = await people.openDevice(world, new MemoryStore());
  await laptop.acceptLink(await ada.createLinkedDevice("Laptop"));
  const phone = "+447700900352";
  const { id: chat } = await ada.openSmsConversation(phone);
  await ada.disconnect();
  for (const text of ["one", "two", "three"]) await ada.sendText(chat, text);
  expect(await statusOf(ada, chat, "three")).toBe("queued");
  await online(ada);
  for (const device of [ada, laptop]) {
    await until(async () => (await texts(device, chat)).length === 3);
    for (const text of ["one", "two", "three"])
      await until(async () => (await statusOf(device, chat, text)) === "delivered");
  }
  expect((await texts(laptop, chat)).sort()).toEqual(["one", "three", "two"]);
  expect((await people.message(laptop, chat, "two")).outgoing).toBe(true);
  expect((await received(phone)).sort()).toEqual(["one", "three", "two"]);
  await world.write(phone, POOL[0] ?? "", "got them");
  for (const device of [ada, laptop])
    await until(async () => (await texts(device, chat)).includes("got them"));
  await laptop.sendText(chat, "from the laptop");
  await until(async () => (await texts(ada, chat)).includes("from the laptop"));
  for (const device of [ada, laptop]) expect(await device.faults()).toEqual({});
  await Promise.all([ada.close(), laptop.close()]);
}, 30_000);

test("the gateway's key is another: what is sealed to the old one is sealed again", async () => {
  const ada = await signUp(world, "+447700900303", "Ada");
  const phone = "+447700900353";
  const { id: chat } = await ada.openSmsConversation(phone);
  await ada.sendText(chat, "under the first key");
  await until(async () => (await received(phone)).length === 1);
  world.pass(30 * DAY);
  await ada.sendText(chat, "under another key");
  await until(async () => (await received(phone)).includes("under another key"));
  expect((await received(phone)).length).toBe(2);
  await ada.close();
}, 30_000);

test("a number that is on Culver gets no SMS, and the chat says so", async () => {
  const ada = await signUp(world, "+447700900304", "Ada");
  const { id: chat } = await ada.openSmsConversation("+447700900354");
  const bob = await signUp(world, "+447700900354", "Bob");
  await ada.sendText(chat, "still by SMS?");
  await until(async () => (await statusOf(ada, chat, "still by SMS?")) === "failed");
  await until(async () => (await ada.conversation(chat))?.sms?.joined !== undefined);
  expect((await ada.conversation(chat))?.sms?.joined?.account).toBe((await bob.self())?.account ?? "");
  expect(await people.notices(ada, chat)).toEqual(["sms", "joined"]);
  expect(await received("+447700900354")).not.toContain("still by SMS?");
  await Promise.all([ada.close(), bob.close()]);
}, 30_000);

test("whoever looks at a chat whose phone has joined is offered to go on encrypted, without writing first", async () => {
  const ada = await signUp(world, "+447700900306", "Ada");
  const { id: chat } = await ada.openSmsConversation("+447700900356");
  const bob = await signUp(world, "+447700900356", "Bob");
  expect((await ada.smsQuote(chat)).refused).toContain("on Culver now");
  await until(async () => (await ada.conversation(chat))?.sms?.joined !== undefined);
  expect(await people.notices(ada, chat)).toEqual(["sms", "joined"]);
  await Promise.all([ada.close(), bob.close()]);
}, 30_000);

test("a phone that says STOP gets nothing more, and again something after START", async () => {
  const ada = await signUp(world, "+447700900305", "Ada");
  const phone = "+447700900355";
  const { id: chat } = await ada.openSmsConversation(phone);
  await ada.sendText(chat, "hello");
  await until(async () => (await received(phone)).includes("hello"));
  await world.write(phone, POOL[0] ?? "", "STOP");
  await until(async () => (await texts(ada, chat)).includes("STOP"));
  expect((await ada.conversation(chat))?.sms?.optedOut).toBe(true);
  await ada.sendText(chat, "are you sure");
  await until(async () => (await statusOf(ada, chat, "are you sure")) === "failed");
  expect((await people.message(ada, chat, "are you sure")).failure).toContain("STOP");
  expect((await ada.smsQuote(chat)).refused).toContain("STOP");
  await world.write(phone, POOL[0] ?? "", "START");
  await until(async () => (await texts(ada, chat)).includes("START"));
  expect((await ada.conversation(chat))?.sms?.optedOut).toBeUndefined();
  expect((await ada.smsQuote(chat)).refused).toBeUndefined();
  const { id } = await people.message(ada, chat, "are you sure");
  await ada.retry(chat, id);
  await until(async () => (await statusOf(ada, chat, "are you sure")) === "delivered");
  expect((await ada.conversation(chat))?.sms?.optedOut).toBeUndefined();
  expect(await people.notices(ada, chat)).toEqual(["sms", "opted-out", "opted-in"]);
  expect((await received(phone)).filter((text) => text === "are you sure").length).toBe(1);
  await ada.close();
}, 30_000);
