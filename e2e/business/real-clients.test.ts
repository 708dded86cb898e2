import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import GreatDetail, { MessageType } from "@great-detail/whatsapp";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";
import { WhatsAppAPI } from "whatsapp-api-js";
import {
  ActionButtons,
  ActionList,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  Image,
  Interactive,
  Language,
  ListSection,
  Row,
  Template,
  Text,
} from "whatsapp-api-js/messages";
import { type BusinessWorld, type Customer, startBusiness, until } from "../src/business/business.ts";
import { PNG } from "../src/business/png.ts";

/** Software written for the Cloud API, unmodified: all that it is told is another base URL. */

const ANN = "+447700900501";
let world: BusinessWorld;
let ann: Customer;

beforeAll(async () => {
  world = await startBusiness();
  ann = await world.customer(ANN, "Ann");
  await ann.client.sendText(ann.chat, "Hello");
  await until(() => world.receiver.messages().length > 0, "the first webhook");
  const made = await world.graph("POST", `${world.created.waba_id}/message_templates`, {
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    components: [
      { type: "BODY", text: "Your order {{1}} is ready.", example: { body_text: [["A-17"]] } },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "On my way" }] },
    ],
  });
  expect(made.status).toBe(200);
  await until(async () => {
    const { body } = await world.graph("GET", `${made.body.id}?fields=status`);
    return body.status === "APPROVED";
  }, "the template's approval");
}, 90_000);
afterAll(() => world[Symbol.asyncDispose]());

/** The newest message that Ann has, once there are more than before. */
async function next(act: () => Promise<unknown>) {
  const before = (await ann.messages()).length;
  await act();
  await until(async () => (await ann.messages()).length > before, "a message to Ann");
  const message = (await ann.messages()).at(-1);
  if (message === undefined) throw new Error("Ann has no message");
  return message;
}

/** What Ann does, and the webhook that it causes. */
async function webhook(act: () => Promise<unknown>) {
  const before = world.receiver.messages().length;
  await act();
  await until(() => world.receiver.messages().length > before, "a webhook");
  const delivery = world.receiver.deliveries.findLast(({ raw }) => raw.includes('"messages":['));
  if (delivery === undefined) throw new Error("there was no webhook");
  return delivery;
}

describe("@kapso/whatsapp-cloud-api", () => {
  const client = () =>
    new WhatsAppClient({ baseUrl: world.url, accessToken: world.created.token, graphVersion: "v23.0" });
  const head = () => ({ phoneNumberId: world.created.phone_number_id, to: ANN });

  test("text, template, buttons and list", async () => {
    const text = await next(() => client().messages.sendText({ ...head(), body: "Fresh bread" }));
    expect(text.body).toEqual({ kind: "text", text: "Fresh bread" });
    const template = await next(() =>
      client().messages.sendTemplate({
        ...head(),
        template: {
          name: "order_ready",
          language: { code: "en" },
          components: [{ type: "body", parameters: [{ type: "text", text: "B-2" }] }],
        },
      }),
    );
    expect(template.body).toMatchObject({
      kind: "interactive",
      interactive: { text: "Your order B-2 is ready." },
    });
    const buttons = await next(() =>
      client().messages.sendInteractiveButtons({
        ...head(),
        bodyText: "Deliver it?",
        buttons: [
          { id: "yes", title: "Yes" },
          { id: "no", title: "No" },
        ],
      }),
    );
    const delivery = await webhook(() => ann.client.choose(ann.chat, buttons.id, "yes"));
    const isSigned = verifySignature({
      appSecret: world.created.app_secret,
      rawBody: delivery.raw,
      signatureHeader: delivery.signature,
    });
    expect(isSigned).toBe(true);
    const { messages } = normalizeWebhook(JSON.parse(delivery.raw));
    expect(messages.at(-1)).toMatchObject({
      type: "interactive",
      interactive: { type: "button_reply", buttonReply: { id: "yes", title: "Yes" } },
    });
    const list = await next(() =>
      client().messages.sendInteractiveList({
        ...head(),
        bodyText: "Which loaf?",
        buttonText: "Loaves",
        sections: [{ title: "Rye", rows: [{ id: "r1", title: "Dark rye", description: "1 kg" }] }],
      }),
    );
    expect(list.body).toMatchObject({ interactive: { list: { button: "Loaves" } } });
  }, 60_000);

  test("media up and down, read and typing", async () => {
    const phoneNumberId = world.created.phone_number_id;
    const file = new Blob([PNG], { type: "image/png" });
    const { id } = await client().media.upload({
      phoneNumberId,
      type: "image/png",
      file,
      fileName: "bread.png",
    });
    const image = await next(() =>
      client().messages.sendImage({ ...head(), image: { id, caption: "Today's" } }),
    );
    expect(image.body).toMatchObject({ kind: "attachment", text: "Today's" });
    const there = await client().media.download({ mediaId: id, phoneNumberId, auth: "always" });
    expect(new Uint8Array(there as ArrayBuffer)).toEqual(PNG);
    const [incoming] = world.receiver.messages();
    const marked = await client().messages.markRead({
      phoneNumberId,
      messageId: String(incoming?.id),
      typingIndicator: { type: "text" },
    });
    expect(marked).toMatchObject({ success: true });
  }, 60_000);
});

describe("@great-detail/whatsapp", () => {
  const sdk = () =>
    new GreatDetail({
      baseUrl: world.url,
      request: { headers: { Authorization: `Bearer ${world.created.token}` } },
    });
  const head = () => ({ phoneNumberID: world.created.phone_number_id, to: ANN });

  test("text, template, buttons, and the webhook of the answer", async () => {
    const text = await next(() =>
      sdk()
        .message.createMessage({ ...head(), type: MessageType.Text, text: { body: "Good morning" } })
        .json(),
    );
    expect(text.body).toEqual({ kind: "text", text: "Good morning" });
    const template = await next(() =>
      sdk()
        .message.createMessage({
          ...head(),
          type: MessageType.Template,
          template: {
            name: "order_ready",
            language: { code: "en" },
            components: [{ type: "body", parameters: [{ type: "text", text: "C-3" }] }],
          },
        })
        .json(),
    );
    expect(template.body).toMatchObject({ interactive: { text: "Your order C-3 is ready." } });
    const buttons = await next(() =>
      sdk()
        .message.createMessage({
          ...head(),
          type: MessageType.Interactive,
          interactive: {
            type: "button",
            body: { text: "Coming?" },
            action: { buttons: [{ type: "reply", reply: { id: "come", title: "Coming" } }] },
          },
        })
        .json(),
    );
    const delivery = await webhook(() => ann.client.choose(ann.chat, buttons.id, "come"));
    const event = await sdk().webhook.eventNotification({
      method: "POST",
      headers: delivery.headers,
      body: delivery.raw,
      query: {},
    } as never);
    await event.verifySignature(world.created.app_secret);
    expect(JSON.stringify(event.eventNotification)).toContain('"button_reply":{"id":"come"');
    expect(event.verifySignature("another secret")).rejects.toThrow();
  }, 60_000);

  test("media up and down", async () => {
    const { id } = await sdk()
      .media.upload({
        phoneNumberID: world.created.phone_number_id,
        mimeType: "image/png",
        file: new Blob([PNG], { type: "image/png" }),
        filename: "bread.png",
      } as never)
      .json<{ id: string }>();
    const { url } = await sdk().media.getURL({ mediaID: id }).json<{ url: string }>();
    const file = await sdk().media.download({
      mediaURL: url,
      request: { headers: { Authorization: `Bearer ${world.created.token}` } },
    } as never);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
  }, 60_000);
});

describe("whatsapp-api-js", () => {
  const make = () =>
    new WhatsAppAPI({
      token: world.created.token,
      appSecret: world.created.app_secret,
      webhookVerifyToken: world.receiver.verifyToken,
      v: "v23.0",
      // It has no setting for the base URL; its own `ponyfill` is where another host goes in.
      ponyfill: {
        fetch: ((input: string | URL, init?: RequestInit) =>
          fetch(String(input).replace("https://graph.facebook.com", world.url), init)) as typeof fetch,
        subtle: crypto.subtle,
      },
    });
  const phone = () => world.created.phone_number_id;

  test("text, template, buttons and list, and the event of the answer", async () => {
    const api = make();
    const text = await next(() => api.sendMessage(phone(), ANN, new Text("Still warm")));
    expect(text.body).toEqual({ kind: "text", text: "Still warm" });
    const template = await next(() =>
      api.sendMessage(
        phone(),
        ANN,
        new Template("order_ready", new Language("en"), new BodyComponent(new BodyParameter("D-4"))),
      ),
    );
    expect(template.body).toMatchObject({ interactive: { text: "Your order D-4 is ready." } });
    const list = await next(() =>
      api.sendMessage(
        phone(),
        ANN,
        new Interactive(
          new ActionList("Choose", new ListSection("Rolls", new Row("r2", "Poppy", "Small"))),
          new Body("Which roll?"),
        ),
      ),
    );
    const answers: unknown[] = [];
    api.on.message = ({ message }) => void answers.push(message);
    const delivery = await webhook(() => ann.client.choose(ann.chat, list.id, "r2"));
    await api.post(JSON.parse(delivery.raw), delivery.raw, delivery.signature);
    expect(answers).toMatchObject([
      { interactive: { type: "list_reply", list_reply: { id: "r2", title: "Poppy", description: "Small" } } },
    ]);
    const buttons = await next(() =>
      api.sendMessage(
        phone(),
        ANN,
        new Interactive(new ActionButtons(new Button("b1", "One")), new Body("Press")),
      ),
    );
    expect(buttons.body).toMatchObject({
      interactive: { actions: [{ kind: "reply", choice: { title: "One" } }] },
    });
  }, 60_000);

  test("media up and down, reading", async () => {
    const api = make();
    const form = new FormData();
    form.set("file", new Blob([PNG], { type: "image/png" }), "bread.png");
    form.set("type", "image/png");
    const uploaded = (await api.uploadMedia(phone(), form)) as { id: string };
    const { url } = (await api.retrieveMedia(uploaded.id)) as { url: string };
    const file = await api.fetchMedia(url);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
    const image = await next(() => api.sendMessage(phone(), ANN, new Image(uploaded.id, true, "Look")));
    expect(image.body).toMatchObject({ kind: "attachment", text: "Look" });
    const [incoming] = world.receiver.messages();
    expect(await api.markAsRead(phone(), String(incoming?.id), "text")).toMatchObject({ success: true });
  }, 60_000);
});

test("whatever was told is signed, and statuses go from sent to delivered", async () => {
  const { body } = await world.graph("POST", `${world.created.phone_number_id}/messages`, {
    messaging_product: "whatsapp",
    to: ANN,
    type: "text",
    text: { body: "Last one" },
  });
  const id = body.messages[0].id as string;
  await until(() => world.receiver.statusesOf(id).includes("delivered"), "the delivered status");
  expect(world.receiver.statusesOf(id)).toEqual(["sent", "delivered"]);
  expect(world.receiver.isSigned(world.created.app_secret)).toBe(true);
}, 30_000);
