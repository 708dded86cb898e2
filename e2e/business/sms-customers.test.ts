import { afterAll, beforeAll, expect, test } from "bun:test";
import { type BusinessWorld, type Json, startBusiness, until } from "../src/business/business.ts";
import { Handset } from "../src/business/handset.ts";

/** Customers without the app: their texts are ordinary webhooks, and what the bot sends reaches them as text. */

const SHOP = "+447700900540";
let world: BusinessWorld;
let ben: Handset;

beforeAll(async () => {
  world = await startBusiness({ number: SHOP });
  ben = new Handset(world.url, "+447700900541");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const send = (type: string, content: Json) =>
  world.graph("POST", `${world.created.phone_number_id}/messages`, {
    messaging_product: "whatsapp",
    to: ben.number,
    type,
    [type]: content,
  });

/** The newest text on the handset, once there are more than before. */
async function texted(act: () => Promise<{ status: number; body: Json }>) {
  const before = (await ben.received()).length;
  const sent = await act();
  expect(sent.status).toBe(200);
  await until(async () => (await ben.received()).length > before, "a text on the handset");
  return { id: sent.body.messages[0].id as string, message: (await ben.received()).at(-1) };
}

/** The newest message of the webhook, once the handset has written. */
async function written(text: string): Promise<Json> {
  const before = world.receiver.messages().length;
  await ben.write(SHOP, text);
  await until(() => world.receiver.messages().length > before, `a webhook of ${text}`);
  return world.receiver.messages().at(-1);
}

test("a text to the business's number is a message of an ordinary webhook", async () => {
  expect(await written("Do you have rye?")).toMatchObject({
    from: "447700900541",
    type: "text",
    text: { body: "Do you have rye?" },
    id: expect.stringMatching(/^wamid\./),
  });
}, 30_000);

test("an answer goes out from that number, and the receipt becomes statuses", async () => {
  const { id, message } = await texted(() => send("text", { body: "Every morning" }));
  expect(message).toMatchObject({ text: "Every morning", from: SHOP });
  await until(() => world.receiver.statusesOf(id).includes("delivered"), "the delivered status");
  expect(world.receiver.statusesOf(id)).toEqual(["sent", "delivered"]);
}, 30_000);

test("buttons are numbered; a number, a title or a close spelling comes back as button_reply", async () => {
  const buttons = [
    { type: "reply", reply: { id: "deliver", title: "Deliver" } },
    { type: "reply", reply: { id: "collect", title: "I will collect" } },
  ];
  const ask = () =>
    send("interactive", { type: "button", body: { text: "Your loaf is ready" }, action: { buttons } });
  const { id, message } = await texted(ask);
  expect(message?.text).toContain("Reply 1 for Deliver");
  for (const [answer, reply] of [
    ["1", { id: "deliver", title: "Deliver" }],
    ["i will collect", { id: "collect", title: "I will collect" }],
    ["Delivr", { id: "deliver", title: "Deliver" }],
  ] as const) {
    expect(await written(answer)).toMatchObject({
      type: "interactive",
      interactive: { type: "button_reply", button_reply: reply },
      context: { id },
    });
  }
  expect(await written("What?")).toMatchObject({ type: "text", text: { body: "What?" } });
}, 30_000);

test("a list, a place and a picture have renderings", async () => {
  const sections = [{ title: "Rye", rows: [{ id: "r1", title: "Dark", description: "1 kg" }] }];
  const list = { type: "list", body: { text: "Which?" }, action: { button: "Loaves", sections } };
  expect((await texted(() => send("interactive", list))).message?.text).toContain("Dark");
  expect(await written("1")).toMatchObject({
    interactive: { type: "list_reply", list_reply: { id: "r1", title: "Dark", description: "1 kg" } },
  });
  const place = { latitude: 51.5, longitude: -0.12, name: "The bakery" };
  const { message } = await texted(() => send("location", place));
  expect(message?.text).toContain("The bakery");
  expect(message?.text).toContain("51.5");
}, 30_000);

test("STOP is obeyed at once and told; START ends it", async () => {
  await ben.write(SHOP, "STOP");
  await until(async () => {
    const { body } = await send("text", { body: "One more thing" });
    const id = body.messages?.[0]?.id as string | undefined;
    if (id === undefined) return body.error !== undefined;
    await until(() => world.receiver.statusesOf(id).some((status) => status !== "sent"), "a final status");
    return world.receiver.statusesOf(id).includes("failed");
  }, "a refusal");
  const before = (await ben.received()).length;
  await written("START");
  await until(async () => (await ben.received()).length > before, "the confirmation");
  const { message } = await texted(() => send("text", { body: "Welcome back" }));
  expect(message?.text).toBe("Welcome back");
}, 60_000);

test("a customer who has both is one thread, by the way they wrote last", async () => {
  const cat = new Handset(world.url, "+447700900542");
  await cat.write(SHOP, "Hello by text");
  await until(
    () => JSON.stringify(world.receiver.messages()).includes("Hello by text"),
    "the text's webhook",
  );
  await using app = await world.customer(cat.number, "Cat");
  await app.client.sendText(app.chat, "Hello by app");
  await until(() => JSON.stringify(world.receiver.messages()).includes("Hello by app"), "the app's webhook");
  const answer = { messaging_product: "whatsapp", to: cat.number, type: "text", text: { body: "Hello Cat" } };
  await world.graph("POST", `${world.created.phone_number_id}/messages`, answer);
  await until(async () => {
    const bodies = (await app.messages()).map(({ body }) => (body.kind === "text" ? body.text : ""));
    return bodies.includes("Hello Cat");
  }, "the answer in the app");
  await cat.write(SHOP, "And again by text");
  await until(() => JSON.stringify(world.receiver.messages()).includes("again by text"), "the webhook");
  await world.graph("POST", `${world.created.phone_number_id}/messages`, {
    ...answer,
    text: { body: "By text then" },
  });
  await until(
    async () => (await cat.received()).some(({ text }) => text === "By text then"),
    "the answer as a text",
  );
}, 60_000);
