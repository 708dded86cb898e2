import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Message } from "@culver/client";
import { type BusinessApart, startBusinessApart } from "../src/business/apart.ts";
import { type Customer, type Json, until } from "../src/business/business.ts";
import { PNG } from "../src/business/png.ts";

/** What happens while the relay, the business or the bot is away comes afterwards, all of it and in order. */

const ANN = "+447700900561";
let world: BusinessApart;
let ann: Customer;

beforeAll(async () => {
  world = await startBusinessApart({ env: { CULVER_BUSINESS_WEBHOOK_BATCH: "20" } });
  ann = await world.customer(ANN, "Ann");
  await ann.client.sendText(ann.chat, "Hello");
  await until(() => world.receiver.messages().length > 0, "the first webhook");
}, 60_000);
afterAll(async () => {
  await ann?.client.close();
  await world?.[Symbol.asyncDispose]();
});

async function send(type: string, content: Json): Promise<string> {
  const answer = await world.graph("POST", `${world.created.phone_number_id}/messages`, {
    ...{ messaging_product: "whatsapp", to: ANN, type, [type]: content },
  });
  expect(answer.status).toBe(200);
  return answer.body.messages[0].id;
}

async function upload(): Promise<string> {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "image/png");
  form.set("file", new Blob([PNG], { type: "image/png" }), "bread.png");
  const headers = { authorization: `Bearer ${world.created.token}` };
  const path = `${world.url}/v23.0/${world.created.phone_number_id}/media`;
  return ((await (await fetch(path, { method: "POST", headers, body: form })).json()) as Json).id;
}

const words = ({ body }: Message): string =>
  body.kind === "text" || body.kind === "attachment" ? body.text : "";

const written = (): readonly string[] =>
  world.receiver.messages().map((message: Json) => message.text?.body ?? message.image?.caption);

test("what is accepted while the relay is away is delivered in order when it is back", async () => {
  const picture = await upload();
  await world.relay.kill();
  const wanted: string[] = [];
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) {
    const text = `while away ${n}`;
    const isPicture = n % 4 === 1;
    ids.push(
      isPicture ? await send("image", { id: picture, caption: text }) : await send("text", { body: text }),
    );
    wanted.push(text);
  }
  await ann.client.sendText(ann.chat, "Are you there?");
  await world.relay.start();
  const delivered = () => ids.every((id) => world.receiver.statusesOf(id).includes("delivered"));
  await until(delivered, "every delivered status", 60_000);
  const texts = (await ann.messages()).map(words).filter((text) => text.startsWith("while away"));
  expect(texts).toEqual(wanted);
  for (const id of ids) expect(world.receiver.statusesOf(id)).toEqual(["sent", "delivered"]);
  await until(() => written().includes("Are you there?"), "Ann's text", 30_000);
}, 120_000);

test("what customers write while the business is away is told in order when it is back", async () => {
  await world.server.kill();
  const wanted: string[] = [];
  const sent = async () => (await ann.messages()).every(({ status }) => status !== "queued");
  for (let n = 0; n < 12; n++) {
    const text = `to nobody ${n}`;
    if (n % 4 === 1)
      await ann.client.sendAttachment(ann.chat, {
        ...{ file: new Blob([PNG]), kind: "image", type: "image/png", name: "bread.png", caption: text },
      });
    else await ann.client.sendText(ann.chat, text);
    // A file is with the relay when it has been uploaded; what Ann writes meanwhile is there before.
    await until(sent, "with the relay");
    wanted.push(text);
  }
  await until(sent, "all with the relay");
  await world.server.start();
  const told = () => written().filter((text) => text.startsWith("to nobody"));
  await until(() => told().length >= wanted.length, "every webhook", 60_000);
  expect(told()).toEqual(wanted);
}, 120_000);

test("what happens while the bot is away is told when it is back, of each message in order", async () => {
  world.receiver.status = 503;
  const id = await send("text", { body: "Fresh bread" });
  await ann.client.sendText(ann.chat, "Good");
  await until(async () => (await ann.messages()).some((one) => words(one) === "Fresh bread"), "the text");
  await world.server.kill();
  await world.server.start();
  world.receiver.status = 200;
  await until(() => world.receiver.statusesOf(id).includes("delivered"), "the statuses", 60_000);
  await until(() => written().includes("Good"), "Ann's text", 60_000);
  expect(world.receiver.statusesOf(id)).toEqual(["sent", "delivered"]);
}, 120_000);
