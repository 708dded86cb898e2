import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Outgoing, parsePhone } from "@culver/business";
import type { LinkingClient } from "@culver/client";
import { type BusinessUnderTest, startBusiness } from "./business-support.ts";
import { chatWith, hasText, message, online, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let business: BusinessUnderTest | undefined;
let next = 600;
const open: LinkingClient[] = [];

beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterEach(async () => {
  await business?.stop();
  business = undefined;
  for (const client of open.splice(0)) await client.close();
});
afterAll(() => world.stop());

const newNumber = () => `+447700900${next++}`;
const by = { kind: "api", token: "1" } as const;

async function customer(name: string): Promise<{ client: LinkingClient; number: string }> {
  const number = newNumber();
  const client = await signUp(world, number, name);
  open.push(client);
  return { client, number };
}

/** A business and a customer who has written to it. */
async function met(): Promise<{
  shop: BusinessUnderTest;
  ada: LinkingClient;
  number: string;
  chat: string;
  send: (content: Outgoing["content"], quotes?: string) => Promise<string>;
}> {
  const shop = await startBusiness(world, newNumber());
  business = shop;
  const { client: ada, number } = await customer("Ada");
  const chat = await chatWith(ada, shop.number.number);
  await ada.sendText(chat, "Hello");
  await until(async () => (await shop.messages()).length === 1);
  const send = async (content: Outgoing["content"], quotes?: string) => {
    const to = { kind: "phone", phone: parsePhone(number) } as const;
    const { id } = await shop.engine.send({ number: shop.number, to, content, by, quotes });
    return id;
  };
  return { shop, ada, number, chat, send };
}

test("text both ways, with statuses, quotes and who the customer is", async () => {
  const { shop, ada, number, chat, send } = await met();
  const [told] = await shop.told();
  const waId = number.slice(1);
  expect(told).toMatchObject({
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: { phone_number_id: shop.number.id, display_phone_number: shop.number.number.slice(1) },
      contacts: [{ profile: { name: "Ada" }, wa_id: waId }],
      messages: [{ from: waId, type: "text", text: { body: "Hello" } }],
    },
  });
  const { id: hello } = (await shop.messages())[0];
  const id = await send({ type: "text", body: "Tea?", previewUrl: false }, hello);
  await until(() => hasText(ada, chat, "Tea?"));
  expect((await message(ada, chat, "Tea?")).replyTo?.preview).toBe("Hello");
  await until(async () => (await shop.statuses(id)).includes("delivered"));
  await ada.markRead(chat);
  await until(async () => (await shop.statuses(id)).at(-1) === "read");
  expect(await shop.statuses(id)).toEqual(["sent", "delivered", "read"]);
  const tea = await message(ada, chat, "Tea?");
  await ada.sendText(chat, "Yes", { replyTo: tea.id });
  await until(async () => (await shop.messages()).length === 2);
  expect((await shop.messages())[1].context).toEqual({ from: shop.number.number.slice(1), id });
  const yes = (await shop.messages())[1];
  await shop.engine.markRead(shop.number, yes.id, true);
  await until(async () => (await message(ada, chat, "Yes")).status === "read");
  expect((await shop.engine.messages(yes.thread ?? (await thread(shop, number)).id)).length).toBe(3);
}, 30_000);

async function thread(shop: BusinessUnderTest, number: string) {
  const found = await shop.engine.threadFor(shop.number, { kind: "phone", phone: parsePhone(number) });
  if (found === undefined) throw new Error("there is no thread");
  return found;
}
