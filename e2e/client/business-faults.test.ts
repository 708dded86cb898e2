import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { parsePhone } from "@culver/business";
import type { LinkingClient } from "@culver/client";
import { seededRandom } from "../src/support/seeded-random.ts";
import { type BusinessUnderTest, startBusiness } from "./business-support.ts";
import { failingDatabase } from "./failing-database.ts";
import { chatWith, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let shop: BusinessUnderTest | undefined;
const open: LinkingClient[] = [];

beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
  for (const client of open.splice(0)) await client.close();
});
afterAll(() => world.stop());

const by = { kind: "api", token: "1" } as const;

async function textsOf(client: LinkingClient, chat: string): Promise<readonly string[]> {
  const messages = await client.messages(chat, { limit: 500 });
  return messages.flatMap(({ body, outgoing }) => (body.kind === "text" && !outgoing ? [body.text] : []));
}

test("a database that fails now and then loses nothing, doubles nothing, and needs no restart", async () => {
  const random = seededRandom(7);
  let rate = 0;
  const business = await startBusiness(world, "+447700900901", {
    limits: { throughput: 0, pairBurst: 0 },
    wrap: (database) => failingDatabase(database, () => random() < rate),
  });
  shop = business;
  const people: { client: LinkingClient; chat: string; phone: ReturnType<typeof parsePhone> }[] = [];
  for (let n = 0; n < 3; n++) {
    const number = `+44770090091${n}`;
    const client = await signUp(world, number, `Customer ${n}`);
    open.push(client);
    const chat = await chatWith(client, business.number.number);
    people.push({ client, chat, phone: parsePhone(number) });
  }
  // The engine is taken up while its database has faults.
  await business.restart(async () => {
    for (const { client, chat } of people) await client.sendText(chat, "Hello");
    rate = 0.25;
  });
  await until(async () => (await business.messages()).length === people.length);
  const wanted = people.map(() => [] as string[]);
  const accepted: string[] = [];
  const heard = ["Hello"];
  for (let n = 0; n < 60; n++) {
    for (const [index, { client, chat, phone }] of people.entries()) {
      const text = `message ${n}`;
      const to = { kind: "phone", phone } as const;
      for (;;) {
        const content = { type: "text", body: text, previewUrl: false } as const;
        const sent = await business.engine
          .send({ number: business.number, to, content, by })
          .catch(() => undefined);
        if (sent === undefined) continue;
        accepted.push(sent.id);
        wanted[index]?.push(text);
        break;
      }
      if (n % 6 === index) {
        await client.sendText(chat, `question ${n}`);
        heard.push(`question ${n}`);
      }
    }
  }
  rate = 0;
  await until(async () => {
    const there = await Promise.all(people.map(({ client, chat }) => textsOf(client, chat)));
    return there.every((texts, index) => texts.length >= (wanted[index]?.length ?? 0));
  });
  for (const [index, { client, chat }] of people.entries())
    expect(await textsOf(client, chat)).toEqual(wanted[index] ?? []);
  const statusesOf = async () => {
    const found = new Map<string, string[]>();
    for (const { value } of await business.told())
      for (const { id, status } of value.statuses ?? [])
        found.set(id, [...(found.get(id) ?? []), status as string]);
    return found;
  };
  await until(async () => {
    const found = await statusesOf();
    return accepted.every((id) => found.get(id)?.includes("delivered"));
  });
  for (const [, list] of await statusesOf()) expect(list).toEqual(["sent", "delivered"]);
  await until(async () => (await business.messages()).length >= heard.length + 2);
  const texts = (await business.messages()).map(({ text }) => text.body as string);
  expect(texts.toSorted()).toEqual([...heard, "Hello", "Hello"].toSorted());
}, 120_000);
