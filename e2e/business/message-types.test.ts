import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Message, OutgoingAttachment, OutgoingContent } from "@culver/client";
import { normalizeWebhook } from "@kapso/whatsapp-cloud-api/server";
import {
  type BusinessWorld,
  type Customer,
  type Json,
  startBusiness,
  until,
} from "../src/business/business.ts";
import { Handset } from "../src/business/handset.ts";
import { PNG } from "../src/business/png.ts";

/** Every type of message of the specification's section 3 to a customer in the app and to one with a phone alone, and of section 5 from them. */

setDefaultTimeout(60_000);
const SHOP = "+447700900580";
const ANN = "+447700900581";
const BEN = "+447700900582";
let world: BusinessWorld;
let ann: Customer;
let ben: Handset;
let picture: string;

beforeAll(async () => {
  world = await startBusiness({ number: SHOP, env: { CULVER_BUSINESS_PAIR_BURST: "1000" } });
  ann = await world.customer(ANN, "Ann");
  ben = new Handset(world.url, BEN);
  await ann.client.sendText(ann.chat, "Hello");
  await ben.write(SHOP, "Hello by text");
  await until(() => world.receiver.messages().length >= 2, "the first webhooks");
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "image/png");
  form.set("file", new Blob([PNG], { type: "image/png" }), "bread.png");
  const headers = { authorization: `Bearer ${world.created.token}` };
  const path = `${world.url}/v23.0/${world.created.phone_number_id}/media`;
  picture = ((await (await fetch(path, { method: "POST", headers, body: form })).json()) as Json).id;
}, 60_000);
afterAll(async () => {
  await ann?.client.close();
  await world?.[Symbol.asyncDispose]();
});

const post = (to: string, type: string, content: Json, more: Json = {}) =>
  world.graph("POST", `${world.created.phone_number_id}/messages`, {
    ...{ messaging_product: "whatsapp", to, type, [type]: content },
    ...more,
  });

/** Statuses of a message as they were told, in order. */
const told = (id: string): Json[] =>
  world.receiver
    .changes()
    .flatMap((value) => (value.statuses ?? []) as Json[])
    .filter((status) => status.id === id);

async function failedWith(id: string): Promise<number> {
  await until(() => world.receiver.statusesOf(id).includes("failed"), "the failed status");
  const [failed] = told(id).filter(({ status }) => status === "failed");
  expect(failed.errors[0]).toMatchObject({ title: expect.any(String), error_data: expect.any(Object) });
  return failed.errors[0].code;
}

async function accepted(to: string, type: string, content: Json, more: Json = {}): Promise<string> {
  const { status, body } = await post(to, type, content, more);
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  return body.messages[0].id;
}

const buttons = [{ type: "reply", reply: { id: "yes", title: "Yes" } }];
const sections = [{ title: "Rye", rows: [{ id: "r1", title: "Dark", description: "1 kg" }] }];
const card = {
  name: { formatted_name: "Cleo Baker", first_name: "Cleo", last_name: "Baker" },
  phones: [{ phone: "+447700900599", type: "WORK", wa_id: "447700900599" }],
  emails: [{ email: "cleo@example.org", type: "WORK" }],
  org: { company: "Mill", title: "Miller" },
  urls: [{ url: "https://mill.example.org" }],
  addresses: [{ street: "1 Mill Lane", city: "Bath", zip: "BA1", country: "UK" }],
  birthday: "1990-01-02",
};
/** Type, content, what the app has of it, what the phone's text says. */
const OUT: readonly [string, () => Json, Json, string | undefined][] = [
  ["text", () => ({ body: "Fresh", preview_url: true }), { kind: "text", text: "Fresh" }, "Fresh"],
  [
    "image",
    () => ({ id: picture, caption: "Loaf" }),
    { kind: "attachment", text: "Loaf", attachment: { kind: "image" } },
    "http",
  ],
  [
    "document",
    () => ({ id: picture, filename: "list.png", caption: "List" }),
    { kind: "attachment", text: "List", attachment: { kind: "document", name: "list.png" } },
    "http",
  ],
  [
    "location",
    () => ({ latitude: "51.5", longitude: -0.12, name: "Shop", address: "1 High Street" }),
    { kind: "place", place: { latitude: 51.5, longitude: -0.12, name: "Shop", address: "1 High Street" } },
    "1 High Street",
  ],
  [
    "contacts",
    () => [card],
    {
      kind: "contacts",
      contacts: [{ name: "Cleo Baker", organisation: "Mill", title: "Miller", birthday: "1990-01-02" }],
    },
    "Cleo Baker",
  ],
  [
    "interactive",
    () => ({
      ...{ type: "button", header: { type: "image", image: { id: picture } }, body: { text: "Come?" } },
      ...{ footer: { text: "Open till 6" }, action: { buttons } },
    }),
    {
      kind: "interactive",
      interactive: {
        ...{ text: "Come?", footer: "Open till 6", header: { kind: "attachment" } },
        actions: [{ kind: "reply", choice: { id: "yes", title: "Yes" } }],
      },
    },
    "Reply 1 for Yes",
  ],
  [
    "interactive",
    () => ({
      ...{ type: "list", header: { type: "text", text: "Bread" }, body: { text: "Which?" } },
      action: { button: "Loaves", sections },
    }),
    {
      kind: "interactive",
      interactive: { header: { kind: "text", text: "Bread" }, list: { button: "Loaves", sections } },
    },
    "Dark (1 kg)",
  ],
  [
    "interactive",
    () => ({
      ...{ type: "cta_url", body: { text: "See" } },
      action: { name: "cta_url", parameters: { display_text: "Open", url: "https://example.org/a" } },
    }),
    { interactive: { actions: [{ kind: "url", title: "Open", url: "https://example.org/a" }] } },
    "Open: https://example.org/a",
  ],
  [
    "interactive",
    () => ({ type: "location_request_message", body: { text: "Where?" }, action: { name: "send_location" } }),
    { interactive: { text: "Where?", actions: [{ kind: "share-place" }] } },
    "Where?",
  ],
];

for (const [type, content, body, text] of OUT) {
  const name = `${type} ${type === "interactive" ? content().type : ""}`.trim();
  test(`${name} to an app, with what it quotes and what the caller wants back`, async () => {
    const [first] = world.receiver.messages().filter(({ from }) => from === ANN.slice(1));
    const more = { context: { message_id: first?.id }, biz_opaque_callback_data: "order-7" };
    const id = await accepted(ANN, type, content(), more);
    await until(() => world.receiver.statusesOf(id).includes("delivered"), "the delivered status");
    expect(world.receiver.statusesOf(id)).toEqual(["sent", "delivered"]);
    const [sent] = told(id);
    expect(sent).toMatchObject({
      ...{ id, status: "sent", recipient_id: ANN.slice(1), biz_opaque_callback_data: "order-7" },
      timestamp: expect.stringMatching(/^\d{10}$/),
      conversation: { id: expect.any(String), origin: { type: "service" } },
      pricing: { billable: false, pricing_model: "PMP", type: "regular", category: "service" },
    });
    const message = (await ann.messages()).at(-1) as Message;
    expect(structuredClone(message.body) as Json).toMatchObject(body);
    expect(message.replyTo).toBeDefined();
  });

  test(`${name} to a phone`, async () => {
    const before = (await ben.received()).length;
    const id = await accepted(BEN, type, content());
    const texts = async () => (await ben.received()).slice(before).map((one) => one.text);
    await until(async () => (await texts()).join("\n").includes(text ?? ""), "the text");
    await until(() => world.receiver.statusesOf(id).includes("delivered"), "the delivered status");
    expect(world.receiver.statusesOf(id)).toEqual(["sent", "delivered"]);
  });
}

/** The customer's newest webhook, once `act` has been done. */
async function heard(act: () => Promise<unknown>): Promise<Json> {
  const before = world.receiver.messages().length;
  await act();
  await until(() => world.receiver.messages().length > before, "a webhook");
  const message = world.receiver.messages().at(-1) as Json;
  // A status of something earlier may come after it.
  const delivery = world.receiver.deliveries.findLast(({ raw }) => raw.includes('"messages":['));
  const body = JSON.parse(delivery?.raw ?? "");
  expect(normalizeWebhook(body).messages.map(({ id }) => id)).toContain(message.id);
  expect(message).toMatchObject({
    ...{ from: ANN.slice(1), id: expect.stringMatching(/^wamid\./) },
    timestamp: expect.stringMatching(/^\d{10}$/),
  });
  const { from: _from, from_user_id: _user, id: _id, timestamp: _at, ...rest } = message;
  return rest;
}

const file = (kind: OutgoingAttachment["kind"], type: string, name: string, caption?: string) =>
  ({
    kind: "attachment",
    attachment: { file: new Blob([PNG]), kind, type, name, ...(caption && { caption }) },
  }) as const;
const media = { id: expect.stringMatching(/^\d+$/), mime_type: "image/png", sha256: expect.any(String) };

const IN: readonly [string, OutgoingContent, Json][] = [
  ["text", { kind: "text", text: "Rye?" }, { type: "text", text: { body: "Rye?" } }],
  [
    "image",
    file("image", "image/png", "a.png", "Mine"),
    { type: "image", image: { ...media, caption: "Mine", url: expect.any(String) } },
  ],
  [
    "document",
    file("document", "image/png", "a.png"),
    { type: "document", document: { ...media, filename: "a.png", url: expect.any(String) } },
  ],
  [
    "location",
    { kind: "place", place: { latitude: 1.5, longitude: 2.5, name: "Home" } },
    { type: "location", location: { latitude: 1.5, longitude: 2.5, name: "Home" } },
  ],
];

for (const [name, content, json] of IN)
  test(`${name} from an app`, async () => {
    expect(await heard(() => ann.client.send(ann.chat, content))).toEqual(json);
  });

test("answers, quotes and reactions from an app", async () => {
  const ask = { type: "button", body: { text: "Come?" }, action: { buttons } };
  const id = await accepted(ANN, "interactive", ask);
  const find = async () => (await ann.messages()).at(-1);
  await until(async () => (await find())?.body.kind === "interactive", "the question");
  const question = (await find())?.id ?? "";
  const context = { from: SHOP.slice(1), id };
  expect(await heard(() => ann.client.choose(ann.chat, question, "yes"))).toEqual({
    context,
    type: "interactive",
    interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes" } },
  });
  const quoting = () => ann.client.send(ann.chat, { kind: "text", text: "This one" }, { replyTo: question });
  expect(await heard(quoting)).toEqual({ context, type: "text", text: { body: "This one" } });
  expect(await heard(() => ann.client.react(ann.chat, question, "👍"))).toEqual({
    type: "reaction",
    reaction: { message_id: id, emoji: "👍" },
  });
  expect(await heard(() => ann.client.react(ann.chat, question, ""))).toEqual({
    type: "reaction",
    reaction: { message_id: id },
  });
});

test("a reaction to an app, taken back; a recipient by user id", async () => {
  const [hello] = (await ann.messages()) as Message[];
  const [first] = world.receiver.messages().filter(({ from }) => from === ANN.slice(1)) as Json[];
  for (const emoji of ["❤️", ""]) {
    await accepted(ANN, "reaction", { message_id: first.id, emoji });
    const reactions = async () =>
      (await ann.messages()).find(({ id }) => id === hello?.id)?.reactions.map((one) => one.emoji);
    await until(async () => (await reactions())?.join("") === emoji, "the reaction");
  }
  const { status, body } = await world.graph("POST", `${world.created.phone_number_id}/messages`, {
    ...{ messaging_product: "whatsapp", recipient: first.from_user_id },
    ...{ type: "text", text: { body: "By user id" } },
  });
  expect(status).toBe(200);
  await until(
    () => world.receiver.statusesOf(body.messages[0].id).includes("delivered"),
    "the delivered status",
  );
});

test("what cannot be done is told later, with its code", async () => {
  const stranger = await world.customer("+447700900583", "Cy");
  expect(await failedWith(await accepted("+447700900583", "text", { body: "Hi" }))).toBe(131047);
  await stranger.client.close();
  const nowhere = { link: `${world.receiver.url}/nothing.png` };
  expect([131052, 131053]).toContain(await failedWith(await accepted(ANN, "image", nowhere)));
});

test("a template with named variables and a quick reply, answered in the app and by text", async () => {
  const { waba_id: waba } = world.created;
  const made = await world.graph("POST", `${waba}/message_templates`, {
    ...{ name: "order", language: "en", category: "UTILITY", parameter_format: "NAMED" },
    components: [
      {
        ...{ type: "BODY", text: "Dear {{who}}, your {{what}} is ready." },
        example: {
          body_text_named_params: [
            { param_name: "who", example: "Ann" },
            { param_name: "what", example: "loaf" },
          ],
        },
      },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "On my way" }] },
    ],
  });
  expect(made.status).toBe(200);
  await until(
    async () => (await world.graph("GET", `${made.body.id}?fields=status`)).body.status === "APPROVED",
    "the approval",
  );
  const template = {
    ...{ name: "order", language: { code: "en" } },
    components: [
      {
        type: "body",
        parameters: [
          { type: "text", parameter_name: "what", text: "rye" },
          { type: "text", parameter_name: "who", text: "Cleo" },
        ],
      },
      {
        ...{ type: "BUTTON", sub_type: "QUICK_REPLY", index: 0 },
        parameters: [{ type: "payload", payload: "coming-7" }],
      },
    ],
  };
  const id = await accepted(ANN, "template", template);
  const newest = async () => (await ann.messages()).at(-1);
  await until(async () => (await newest())?.body.kind === "interactive", "the template");
  const there = (await newest()) as Message;
  expect(there.body).toMatchObject({ interactive: { text: "Dear Cleo, your rye is ready." } });
  const [reply] = (there.body as Json).interactive.actions;
  expect(await heard(() => ann.client.choose(ann.chat, there.id, reply.choice.id))).toEqual({
    context: { from: SHOP.slice(1), id },
    ...{ type: "button", button: { payload: "coming-7", text: "On my way" } },
  });
  const [status] = told(id);
  expect(status.pricing.category).toBe("utility");
  const before = (await ben.received()).length;
  const byText = await accepted(BEN, "template", template);
  await until(async () => (await ben.received()).length > before, "the text");
  expect((await ben.received()).at(-1)?.text).toContain("Dear Cleo, your rye is ready.");
  await until(() => world.receiver.statusesOf(byText).includes("delivered"), "the delivered status");
  await ben.write(SHOP, "on my way");
  const answers = () => world.receiver.messages().filter(({ type }) => type === "button");
  await until(() => answers().length === 2, "the answer's webhook");
  expect(answers().at(-1)).toMatchObject({
    ...{ from: BEN.slice(1), button: { payload: "coming-7", text: "On my way" } },
    context: { id: byText },
  });
});
