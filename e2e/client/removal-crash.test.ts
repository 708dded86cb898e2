import { afterAll, beforeAll, expect, test } from "bun:test";
import { MemoryStore } from "@culver/client";
import { Disk } from "./failing-store.ts";
import { chatWith, hasText, online, openDevice, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Whether the disk holds a removal to go on with. */
async function begunOn(disk: Disk): Promise<boolean> {
  return (await disk.snapshot()).some(({ key }) => key.startsWith("removal/"));
}

test("a removal that dies at any commit is finished by the next process", async () => {
  let begun = 0;
  for (let commits = 0; ; commits++) {
    const two = String(commits).padStart(2, "0");
    const disk = new Disk();
    const first = await signUp(world, `+447700900${two}1`, "Ada", disk.open());
    const bob = await signUp(world, `+447700900${two}2`, "Bob");
    const chat = await chatWith(first, `+447700900${two}2`);
    const laptop = await openDevice(world, new MemoryStore());
    await laptop.acceptLink(await first.createLinkedDevice("Laptop"));
    await first.sendText(chat, "one");
    await until(() => hasText(laptop, chat, "one"));
    await until(() => hasText(bob, chat, "one"));
    const device = (await laptop.self())?.device ?? "";
    await first.close();

    const store = disk.open();
    const dying = await openDevice(world, store);
    await online(dying);
    store.dieAfter(commits);
    const done = await dying.removeDevice(device).then(
      () => true,
      () => false,
    );
    await dying.close();

    const goesOn = await begunOn(disk);
    const phone = await openDevice(world, disk.open());
    await online(phone);
    const isLeft = async () => (await phone.devices()).length > 1;
    if (done) expect(await isLeft()).toBe(false);
    else if (goesOn) begun++;
    else await phone.removeDevice(device);
    await until(async () => !(await isLeft()));
    await until(async () => (await laptop.connection()).state === "signed-out");
    await bob.sendText(chat, "two");
    await until(() => hasText(phone, chat, "two"));
    await phone.sendText(chat, "three");
    await until(() => hasText(bob, chat, "three"));
    expect(await hasText(laptop, chat, "two")).toBe(false);
    await Promise.all([phone.close(), bob.close(), laptop.close()]);
    if (done) break;
  }
  expect(begun).toBeGreaterThan(3);
}, 120_000);
