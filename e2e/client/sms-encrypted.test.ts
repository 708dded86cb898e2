import { afterAll, beforeAll, expect, test } from "bun:test";
import type { LinkingClient } from "@culver/client";
import { ENCRYPTED_SMS_PORT } from "@culver/protocol";
import { chatWith, hasText, online, signUp, texts, until } from "./people.ts";
import { type PhoneWorld, startPhoneWorld } from "./phones.ts";

let world: PhoneWorld;
beforeAll(async () => {
  world = await startPhoneWorld();
}, 30_000);
afterAll(() => world.stop());

/** Data SMS on a handset: the parts of each message. */
async function dataSms(number: string): Promise<Uint8Array[][]> {
  return (await world.handset(number)).flatMap(({ data }) =>
    data === undefined ? [] : [data.userData.map((part) => new Uint8Array(Buffer.from(part, "base64")))],
  );
}

async function takeIn(client: LinkingClient, parts: readonly Uint8Array[]): Promise<boolean> {
  let complete = false;
  for (const userData of parts) complete = await client.takeInSms({ from: "+447700900200", userData });
  return complete;
}

async function twoPeople(adaNumber: string, bobNumber: string) {
  const ada = await signUp(world, adaNumber, "Ada");
  const bob = await signUp(world, bobNumber, "Bob");
  const chat = await chatWith(ada, bobNumber);
  await ada.sendText(chat, "hello");
  await until(() => hasText(bob, chat, "hello"));
  await bob.changeSettings({ encryptedSmsAfterMinutes: 1 });
  await bob.sendText(chat, "write to me as SMS when I am away");
  await until(() => hasText(ada, chat, "write to me as SMS when I am away"));
  return { ada, bob, chat };
}

test("to a device that is offline: read without a network, and shown once when the stream brings it too", async () => {
  const number = "+447700900402";
  const { ada, bob, chat } = await twoPeople("+447700900401", number);
  await bob.disconnect();
  await ada.sendText(chat, "first, while you are away");
  await ada.sendText(chat, "second, 👋");
  await until(async () => (await ada.messages(chat)).every(({ status }) => status !== "queued"));
  world.pass(61_000);
  await until(async () => (await dataSms(number)).length === 2);
  const [first = [], second = []] = await dataSms(number);
  expect((await world.handset(number)).findLast(({ data }) => data !== undefined)?.data?.port).toBe(
    ENCRYPTED_SMS_PORT,
  );
  // Unpadded, as Bob's hint asks for.
  expect(first.length).toBeLessThanOrEqual(3);
  expect(await takeIn(bob, second.toReversed())).toBe(true);
  expect(await takeIn(bob, first)).toBe(true);
  expect(await takeIn(bob, first)).toBe(true);
  expect((await bob.connection()).state).toBe("offline");
  expect((await texts(bob, chat)).slice(-2)).toEqual(["second, 👋", "first, while you are away"]);
  expect((await bob.conversation(chat))?.unread).toBe(3);
  await online(bob);
  await ada.sendText(chat, "third, over the stream");
  await until(() => hasText(bob, chat, "third, over the stream"));
  expect((await texts(bob, chat)).length).toBe(5);
  expect(await takeIn(bob, first)).toBe(true);
  expect((await texts(bob, chat)).length).toBe(5);
  await until(async () =>
    (await ada.messages(chat)).every(({ outgoing, status }) => !outgoing || status === "delivered"),
  );
  for (const client of [ada, bob]) expect(await client.faults()).toEqual({});
  await Promise.all([ada.close(), bob.close()]);
}, 30_000);

test("no SMS for a device that is online, or has turned them off", async () => {
  const number = "+447700900404";
  const { ada, bob, chat } = await twoPeople("+447700900403", number);
  await ada.sendText(chat, "to a device that is here");
  await until(() => hasText(bob, chat, "to a device that is here"));
  await bob.changeSettings({ encryptedSmsAfterMinutes: 0 });
  await bob.disconnect();
  await ada.sendText(chat, "and to one that wants none");
  await until(async () => (await ada.messages(chat)).every(({ status }) => status !== "queued"));
  world.pass(120_000);
  await online(bob);
  await until(() => hasText(bob, chat, "and to one that wants none"));
  expect(await dataSms(number)).toEqual([]);
  await Promise.all([ada.close(), bob.close()]);
}, 30_000);
