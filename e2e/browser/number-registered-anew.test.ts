import { afterAll, beforeAll, expect, test } from "bun:test";
import { marked } from "./support/marked.ts";
import type { Person } from "./support/person.ts";
import { PHONE, Stage } from "./support/stage.ts";

const LIMIT_MS = 60_000;
const old = marked("For the old phone");
const reply = marked("From the old phone");
const fresh = marked("For the new phone");
const again = marked("Here again");
const number = "+447700900202";

let stage: Stage;
let alice: Person;
let bob: Person;
let anew: Person;

beforeAll(async () => {
  stage = await Stage.set();
  [alice, bob] = await Promise.all([
    stage.person({ name: "Alice", number: "+447700900201" }),
    stage.person({ name: "Bob", number }, { viewport: PHONE }),
  ]);
  await Promise.all([alice.signUp(stage.handsets), bob.signUp(stage.handsets)]);
  await alice.startChat(number);
  await alice.write(old.text);
  await bob.openChat("Alice");
  await bob.write(reply.text);
  await alice.message(reply.text).waitFor();
}, LIMIT_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

test(
  "a number registered anew signs the old device out, and it says why",
  async () => {
    const before = await alice.safetyNumber();
    anew = await stage.person({ name: "Bob", number }, { viewport: PHONE });
    await anew.signUp(stage.handsets, 2);
    await bob.page.getByRole("heading", { name: "Your number was registered on another device" }).waitFor();
    await bob.page.getByRole("button", { name: "Sign in again" }).waitFor();
    expect(await bob.page.getByRole("link", { name: "Alice" }).count()).toBe(0);

    const notice = alice.page.getByText("Bob registered again, so your safety number with them changed.");
    await notice.waitFor();
    expect(await notice.count()).toBe(1);
    await alice.page.reload();
    await notice.waitFor();
    const after = await alice.safetyNumber();
    expect(after).toMatch(/^\d{60}$/);
    expect(after).not.toBe(before);
  },
  LIMIT_MS,
);

test(
  "whoever holds the number now gets nothing old, and the two chat on",
  async () => {
    expect(await anew.page.getByText("No chats yet").count()).toBe(1);
    await alice.write(fresh.text);
    await anew.openChat("Alice");
    await anew.message(fresh.text).waitFor();
    await alice.hasTick(fresh.text, "read");
    await anew.write(again.text);
    await alice.message(again.text).waitFor();
    await anew.hasTick(again.text, "read");
    for (const { mark } of [old, reply]) expect(await anew.labels(mark)).toEqual([]);
    for (const { mark } of [old, reply, fresh, again]) expect(await alice.labels(mark)).toHaveLength(1);
    expect(await anew.safetyNumber()).toBe(await alice.safetyNumber());
  },
  LIMIT_MS,
);

test("no page met an error", () => {
  for (const person of [alice, bob, anew]) expect(person.faults.all).toEqual([]);
});
