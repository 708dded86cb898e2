import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Message } from "@culver/client";
import { Administrator } from "../src/business/administrator.ts";
import { type BusinessWorld, type Customer, startBusiness, until } from "../src/business/business.ts";
import { Handset } from "../src/business/handset.ts";

/** What a business says by itself, through a running process: to customers with the app and to handsets. */

const SHOP = "+447700900560";
const always = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);
const never = always.map(() => []);
const iceBreakers = [
  { question: "Where are you?", answer: "At the river." },
  { question: "What does rye cost?", answer: "Four pounds." },
];
const NONE = {
  hours: { timeZone: "Europe/London", days: always },
  rules: [] as unknown[],
  iceBreakers: [] as typeof iceBreakers,
};
const rule = (id: string, reply: object) => ({ id, name: id, isOn: true, reply });
const greeting = rule("hello", { kind: "greeting", text: "Welcome!", afterDays: 30 });
const away = rule("night", { kind: "away", text: "We are asleep." });

let world: BusinessWorld;
let admin: Administrator;
let people = 0;

beforeAll(async () => {
  world = await startBusiness({ number: SHOP });
  admin = await Administrator.join(world);
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const newNumber = (): string => `+4477009005${70 + people++}`;
const newCustomer = (): Promise<Customer> => world.customer(newNumber(), "Ann");
const newHandset = (): Handset => new Handset(world.url, newNumber());

const isOurs = (customer: Customer) => (message: Message) => message.author !== customer.account;
const wordsOf = ({ body }: Message): string =>
  body.kind === "text" ? body.text : body.kind === "interactive" ? body.interactive.text : body.kind;

/** What the business has said to a customer, once it is so much. */
async function said(customer: Customer, count: number): Promise<readonly Message[]> {
  await until(
    async () => (await customer.messages()).filter(isOurs(customer)).length >= count,
    `${count} messages of the business`,
  );
  return (await customer.messages()).filter(isOurs(customer));
}

/** The same over SMS. */
async function texted(handset: Handset, count: number): Promise<readonly string[]> {
  await until(async () => (await handset.received()).length >= count, `${count} texts of the business`);
  return (await handset.received()).map(({ text }) => text);
}

/** Says what a keyword answers: whatever was said automatically to messages before is there by then. */
const last = rule("last", {
  ...{ kind: "keyword", words: ["and now"], match: "equals" },
  ...{ text: "That was all.", buttons: [], handOver: false },
});

test("a greeting carries the questions as buttons; a tap is answered at once, alone", async () => {
  await admin.save({
    ...NONE,
    hours: { ...NONE.hours, days: never },
    rules: [greeting, away, last],
    iceBreakers,
  });
  await using ann = await newCustomer();
  await ann.client.sendText(ann.chat, "Hello");
  const [welcome, night] = await said(ann, 2);
  if (welcome?.body.kind !== "interactive") throw new Error("the greeting has no buttons");
  expect(welcome.body.interactive).toMatchObject({ text: "Welcome!" });
  expect(night?.body).toMatchObject({ text: "We are asleep." });
  const choices = JSON.stringify(welcome.body.interactive);
  for (const { question } of iceBreakers) expect(choices).toContain(`"${question}"`);
  await ann.client.choose(ann.chat, welcome.id, "ice-breaker:What does rye cost?");
  await said(ann, 3);
  await ann.client.sendText(ann.chat, "and now");
  expect((await said(ann, 4)).map(wordsOf)).toEqual([
    "Welcome!",
    "We are asleep.",
    "Four pounds.",
    "That was all.",
  ]);
}, 60_000);

test("on a handset they are numbered, and 1 is a tap", async () => {
  const ben = newHandset();
  await ben.write(SHOP, "Hello");
  const [welcome] = await texted(ben, 2);
  expect(welcome).toContain("Welcome!");
  expect(welcome).toContain("Reply 1 for Where are you?");
  await ben.write(SHOP, "1");
  await texted(ben, 3);
  await ben.write(SHOP, "and now");
  expect((await texted(ben, 4)).slice(1)).toEqual(["We are asleep.", "At the river.", "That was all."]);
}, 60_000);

test("more or longer questions are a list; without a greeting they go out alone, and its rows are answered", async () => {
  const long = "Do you bake on Sundays and on public holidays?";
  const questions = [...iceBreakers, { question: long, answer: "On neither." }];
  await admin.save({ ...NONE, rules: [last], iceBreakers: questions, iceBreakerText: "What is it about?" });
  await using cat = await newCustomer();
  await cat.client.sendText(cat.chat, "Hello");
  const [offer] = await said(cat, 1);
  if (offer?.body.kind !== "interactive") throw new Error("there is no list");
  expect(offer.body.interactive.text).toBe("What is it about?");
  expect(JSON.stringify(offer.body.interactive)).toContain(`"description":"${long}"`);
  await cat.client.choose(cat.chat, offer.id, `ice-breaker:${long}`);
  await said(cat, 2);
  await cat.client.sendText(cat.chat, "and now");
  expect((await said(cat, 3)).slice(1).map(wordsOf)).toEqual(["On neither.", "That was all."]);
  const dan = newHandset();
  await dan.write(SHOP, "Hello");
  expect((await texted(dan, 1))[0]).toContain("What is it about?");
  await dan.write(SHOP, "3");
  expect((await texted(dan, 2))[1]).toBe("On neither.");
}, 60_000);

test("a first message that is a question is answered and not asked back", async () => {
  await using eve = await newCustomer();
  await eve.client.sendText(eve.chat, "where are you");
  await said(eve, 1);
  await eve.client.sendText(eve.chat, "and now");
  expect((await said(eve, 2)).map(wordsOf)).toEqual(["At the river.", "That was all."]);
}, 60_000);

test("outside opening hours it is said once that nobody is there; within them it is not", async () => {
  await admin.save({ ...NONE, hours: { ...NONE.hours, days: never }, rules: [away, last] });
  const fay = newHandset();
  for (const text of ["Hello?", "Anybody?", "and now"]) await fay.write(SHOP, text);
  expect((await texted(fay, 2)).toSorted()).toEqual(["That was all.", "We are asleep."]);
  await admin.save({ ...NONE, rules: [away, last] });
  await using gus = await newCustomer();
  await gus.client.sendText(gus.chat, "Hello?");
  await gus.client.sendText(gus.chat, "and now");
  expect((await said(gus, 1)).map(wordsOf)).toEqual(["That was all."]);
}, 60_000);

test("a keyword and a pattern are answered; one asks for a person, and then nothing more is said", async () => {
  const keyword = { kind: "keyword", words: ["prices"], match: "contains", buttons: ["A person"] };
  const pattern = { kind: "pattern", pattern: "order\\s*\\d{4}", buttons: [] };
  const person = { kind: "keyword", words: ["a person"], match: "equals", buttons: [] };
  await admin.save({
    ...NONE,
    rules: [
      rule("prices", { ...keyword, text: "Rye is 4.", handOver: false }),
      rule("order", { ...pattern, text: "We look.", handOver: false }),
      rule("person", { ...person, text: "Somebody will come.", handOver: true }),
      last,
    ],
  });
  await using hal = await newCustomer();
  await hal.client.sendText(hal.chat, "Where is order 1234?");
  await said(hal, 1);
  await hal.client.sendText(hal.chat, "What are your PRICES?");
  const prices = (await said(hal, 2)).at(-1);
  if (prices?.body.kind !== "interactive") throw new Error("the answer has no button");
  await hal.client.choose(hal.chat, prices.id, "rule:prices:0");
  expect((await said(hal, 3)).map(wordsOf)).toEqual(["We look.", "Rye is 4.", "Somebody will come."]);
  await until(async () => (await admin.waiting()).length === 1, "the chat that waits for a person");
  await hal.client.sendText(hal.chat, "and now");
  await hal.client.sendText(hal.chat, "prices");
  // Another's is answered after them: what was written before has had its turn.
  await until(() => JSON.stringify(world.receiver.messages()).includes('"prices"'), "the last webhook");
  const ida = newHandset();
  await ida.write(SHOP, "prices");
  expect((await texted(ida, 1))[0]).toContain("Rye is 4.");
  expect(await said(hal, 3)).toHaveLength(3);
}, 60_000);
