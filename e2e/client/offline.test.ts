import { afterAll, beforeAll, expect, test } from "bun:test";
import { Disk } from "./failing-store.ts";
import { chatWith, hasText, message, online, openDevice, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test("what is written offline goes out in order, and what was missed comes in order", async () => {
  const ada = await signUp(world, "+447700900011", "Ada");
  const disk = new Disk();
  let bob = await signUp(world, "+447700900012", "Bob", disk.open());
  const chat = await chatWith(ada, "+447700900012");
  await ada.sendText(chat, "start");
  await until(() => hasText(bob, chat, "start"));

  await bob.disconnect();
  for (const text of ["a1", "a2", "a3"]) await ada.sendText(chat, text);
  for (const text of ["b1", "b2", "b3"]) await bob.sendText(chat, text);
  await until(async () => (await message(ada, chat, "a3")).status === "sent");
  expect((await message(bob, chat, "b3")).status).toBe("queued");

  // The program ends, and starts again.
  await bob.close();
  bob = await openDevice(world, disk.open());
  await online(bob);
  await until(() => hasText(bob, chat, "a3"));
  await until(() => hasText(ada, chat, "b3"));
  const fromAda = (await texts(bob, chat)).filter((text) => text.startsWith("a"));
  const fromBob = (await texts(ada, chat)).filter((text) => text.startsWith("b"));
  expect(fromAda).toEqual(["a1", "a2", "a3"]);
  expect(fromBob).toEqual(["b1", "b2", "b3"]);
  await until(async () => (await message(ada, chat, "a3")).status === "delivered");
  await ada.close();
  await bob.close();
});

test("the first message of a chat can be written offline", async () => {
  const ada = await signUp(world, "+447700900013", "Ada");
  const bob = await signUp(world, "+447700900014", "Bob");
  const chat = await chatWith(ada, "+447700900014");
  await ada.disconnect();
  await ada.sendText(chat, "written on a train");
  await online(ada);
  await until(() => hasText(bob, chat, "written on a train"));
  await ada.close();
  await bob.close();
});

test("two who write first at the same moment end in one group, with nothing lost", async () => {
  for (let round = 0; round < 3; round++) {
    const ada = await signUp(world, `+4477009001${round}1`, "Ada");
    const bob = await signUp(world, `+4477009001${round}2`, "Bob");
    const chat = await chatWith(ada, `+4477009001${round}2`);
    await chatWith(bob, `+4477009001${round}1`);
    await Promise.all([
      ...["a1", "a2"].map((text) => ada.sendText(chat, text)),
      ...["b1", "b2"].map((text) => bob.sendText(chat, text)),
    ]);
    await until(() => hasText(ada, chat, "b2"));
    await until(() => hasText(bob, chat, "a2"));
    await until(async () => (await message(ada, chat, "a2")).status === "delivered");
    await until(async () => (await message(bob, chat, "b2")).status === "delivered");
    expect((await texts(ada, chat)).sort()).toEqual(["a1", "a2", "b1", "b2"]);
    expect((await texts(bob, chat)).sort()).toEqual(["a1", "a2", "b1", "b2"]);
    await ada.close();
    await bob.close();
  }
});
