import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Outgoing, parsePhone } from "@culver/business";
import { type BusinessUnderTest, startBusiness } from "./business-support.ts";
import { chatWith, hasText, signUp, until } from "./people.ts";
import { type PhoneWorld, POOL, startPhoneWorld } from "./phones.ts";

let world: PhoneWorld;
let business: BusinessUnderTest | undefined;
const by = { kind: "api", token: "1" } as const;

beforeAll(async () => {
  world = await startPhoneWorld();
}, 30_000);
afterEach(async () => {
  await business?.stop();
  business = undefined;
});
afterAll(() => world.stop());

const received = async (phone: string) =>
  (await world.handset(phone)).filter(({ direction }) => direction === "received").map(({ text }) => text);

async function open(number: string) {
  const shop = await startBusiness(world, number);
  business = shop;
  const send = async (phone: string, content: Outgoing["content"], quotes?: string) => {
    const to = { kind: "phone", phone: parsePhone(phone) } as const;
    const { id } = await shop.engine.send({ number: shop.number, to, content, by, quotes });
    return id;
  };
  return { shop, send };
}

const buttons: Outgoing["content"] = {
  type: "interactive",
  interactive: {
    kind: "button",
    body: "Which tea?",
    buttons: [
      { id: "green", title: "Green" },
      { id: "black", title: "Black" },
    ],
  },
};

test("a phone without the app: texts, choices, places and files by SMS, answers understood, receipts told", async () => {
  const { shop, send } = await open("+447700900701");
  const phone = "+447700900751";
  const id = await send(phone, { type: "text", body: "Your order is ready", previewUrl: false });
  await until(async () => (await received(phone)).includes("Your order is ready"));
  await until(async () => (await shop.statuses(id)).at(-1) === "delivered");
  expect(await shop.engine.message(id)).toMatchObject({ channel: "sms", status: "delivered" });

  const asked = await send(phone, buttons);
  await until(async () => (await received(phone)).some((text) => text.includes("Reply 2 for Black")));
  await until(async () => (await shop.statuses(asked)).length > 0);
  await world.write(phone, POOL[0] ?? "", "2");
  await until(async () => (await shop.messages()).length === 1);
  expect((await shop.messages())[0]).toMatchObject({
    from: phone.slice(1),
    context: { id: asked, from: shop.number.number.slice(1) },
    interactive: { type: "button_reply", button_reply: { id: "black", title: "Black" } },
  });
  await world.write(phone, POOL[0] ?? "", "When do you close?");
  await until(async () => (await shop.messages()).length === 2);
  expect((await shop.messages())[1]).toMatchObject({ type: "text", text: { body: "When do you close?" } });

  await send(phone, { type: "location", location: { latitude: 52.5, longitude: 13.4, name: "Tea House" } });
  await until(async () => (await received(phone)).some((text) => text.includes("geo:52.5,13.4")));
  const body = new TextEncoder().encode("green, black, oolong");
  const menu = await shop.media.put(
    shop.number.id,
    { body, type: "text/plain", filename: "menu.txt" },
    "upload",
  );
  await send(phone, {
    type: "document",
    media: { source: { kind: "id", id: menu.id }, caption: "Our menu" },
  });
  await until(async () => (await received(phone)).some((text) => /Our menu\nhttp\S+\/m\//.test(text)));
}, 60_000);

test("STOP ends it, START begins it again", async () => {
  const { shop, send } = await open("+447700900702");
  const phone = "+447700900752";
  await send(phone, { type: "text", body: "Hello", previewUrl: false });
  await until(async () => (await received(phone)).includes("Hello"));
  const preferences = async () =>
    (await shop.told()).flatMap(({ value }) => value.user_preferences ?? []).map(({ value }) => value);
  await world.write(phone, POOL[0] ?? "", "STOP");
  await until(async () => (await preferences()).length === 1);
  const refused = await send(phone, { type: "text", body: "Are you sure?", previewUrl: false });
  await until(async () => (await shop.statuses(refused)).includes("failed"));
  expect(await shop.engine.message(refused)).toMatchObject({ error: { code: 131026 } });
  await world.write(phone, POOL[0] ?? "", "START");
  await until(async () => (await preferences()).length === 2);
  expect(await preferences()).toEqual(["stop", "resume"]);
  const taken = await send(phone, { type: "text", body: "Good to have you back", previewUrl: false });
  await until(async () => (await shop.statuses(taken)).includes("delivered"));
}, 60_000);

test("a customer who has written by SMS and turns out to have an account is one thread", async () => {
  const { shop, send } = await open("+447700900703");
  const phone = "+447700900753";
  await send(phone, { type: "text", body: "Hello", previewUrl: false });
  await until(async () => (await received(phone)).includes("Hello"));
  await world.write(phone, POOL[0] ?? "", "By SMS");
  await until(async () => (await shop.messages()).length === 1);
  const to = { kind: "phone", phone: parsePhone(phone) } as const;
  const before = await shop.engine.threadFor(shop.number, to);
  const bob = await signUp(world, phone, "Bob");
  const chat = await chatWith(bob, shop.number.number);
  await bob.sendText(chat, "By the app");
  await until(async () => (await shop.messages()).length === 2);
  await until(async () => (await shop.engine.threadFor(shop.number, to))?.account !== undefined);
  const after = await shop.engine.threadFor(shop.number, to);
  expect(after).toMatchObject({ id: before?.id, phone, channel: "app", name: "Bob" });
  await send(phone, { type: "text", body: "Encrypted now", previewUrl: false });
  await until(() => hasText(bob, chat, "Encrypted now"));
  const all = await shop.engine.messages(before?.id ?? "");
  expect(all.map(({ channel, direction }) => `${channel} ${direction}`)).toEqual([
    ...["sms out", "sms in", "app in", "app out"],
  ]);
  await bob.close();
}, 60_000);
