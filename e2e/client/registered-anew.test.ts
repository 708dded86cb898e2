import { afterAll, beforeAll, expect, test } from "bun:test";
import { chatWith, hasText, message, notices, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test("a number registered anew: the old device is signed out, the chat gets a new group and a notice", async () => {
  const ada = await signUp(world, "+447700900021", "Ada");
  const bob = await signUp(world, "+447700900022", "Bob");
  const chat = await chatWith(ada, "+447700900022");
  await ada.sendText(chat, "for the old phone");
  await until(() => hasText(bob, chat, "for the old phone"));
  await bob.sendText(chat, "from the old phone");
  await until(() => hasText(ada, chat, "from the old phone"));
  const bobId = (await bob.self())?.account ?? "";
  const before = await ada.safetyNumber(bobId);
  await ada.setVerified(bobId, true);

  const anew = await signUp(world, "+447700900022", "Bob again");
  await until(async () => (await bob.connection()).state === "signed-out");
  await until(async () => (await notices(ada, chat)).includes("account-key-changed"));
  expect((await ada.conversation(chat))?.peer?.verified).toBe(false);
  expect((await ada.safetyNumber(bobId)).groups).not.toEqual(before.groups);

  await ada.sendText(chat, "for the new phone");
  await until(() => hasText(anew, chat, "for the new phone"));
  await until(async () => (await message(ada, chat, "for the new phone")).status === "delivered");
  expect(await texts(anew, chat)).toEqual(["for the new phone"]);
  expect((await anew.conversation(chat))?.title).toBe("Ada");
  expect(await hasText(bob, chat, "for the new phone")).toBe(false);
  await anew.sendText(chat, "here again");
  await until(() => hasText(ada, chat, "here again"));
  await until(async () => (await ada.conversation(chat))?.peer?.number === "+447700900022");
  await Promise.all([ada.close(), bob.close(), anew.close()]);
});
