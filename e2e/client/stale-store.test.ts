import { afterAll, beforeAll, expect, test } from "bun:test";
import { Disk } from "./failing-store.ts";
import { chatWith, hasText, online, openDevice, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test("a device restored from an old copy of its store heals, and what it writes is read", async () => {
  const disk = new Disk();
  const ada = await signUp(world, "+447700900031", "Ada");
  let bob = await signUp(world, "+447700900032", "Bob", disk.open());
  const chat = await chatWith(ada, "+447700900032");
  await ada.sendText(chat, "before");
  await until(() => hasText(bob, chat, "before"));
  await bob.sendText(chat, "first answer");
  await until(() => hasText(ada, chat, "first answer"));

  const backup = await disk.snapshot();
  for (const text of ["lost 1", "lost 2"]) await bob.sendText(chat, text);
  await until(() => hasText(ada, chat, "lost 2"));
  await bob.close();
  await disk.restore(backup);

  // Its ratchet is old: what it encrypts now repeats generations that Ada has used up.
  bob = await openDevice(world, disk.open());
  await online(bob);
  for (const text of ["new 1", "new 2", "new 3"]) await bob.sendText(chat, text);
  await until(async () => (await hasText(ada, chat, "new 1")) && (await hasText(ada, chat, "new 2")));
  await until(() => hasText(ada, chat, "new 3"));
  await ada.sendText(chat, "heard you");
  await until(() => hasText(bob, chat, "heard you"));
  const messages = await ada.messages(chat, { limit: 100 });
  expect(messages.filter(({ body }) => body.kind === "undecryptable")).toEqual([]);
  expect((await ada.faults()).undecryptable).toBeGreaterThan(0);
  await ada.close();
  await bob.close();
}, 60_000);

test("a device whose group state is lost comes back and gets what it missed", async () => {
  const disk = new Disk();
  const ada = await signUp(world, "+447700900033", "Ada");
  let bob = await signUp(world, "+447700900034", "Bob", disk.open());
  const backup = await disk.snapshot();
  const chat = await chatWith(ada, "+447700900034");
  await ada.sendText(chat, "seen by the lost store");
  await until(() => hasText(bob, chat, "seen by the lost store"));
  await bob.close();
  await disk.restore(backup);

  await ada.sendText(chat, "sent while it was away");
  bob = await openDevice(world, disk.open());
  await online(bob);
  await until(() => hasText(bob, chat, "sent while it was away"));
  await bob.sendText(chat, "back again");
  await until(() => hasText(ada, chat, "back again"));
  expect((await bob.faults()).rejoined).toBe(1);
  await ada.close();
  await bob.close();
}, 60_000);
