import { afterAll, beforeAll, expect, test } from "bun:test";
import { type LinkingClient, MemoryStore } from "@culver/client";
import { Disk } from "./failing-store.ts";
import { chatWith, hasText, message, notices, online, openDevice, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function link(primary: LinkingClient, disk = new Disk()): Promise<LinkingClient> {
  const secret = await primary.createLinkedDevice("Laptop");
  const client = await openDevice(world, disk.open());
  await client.acceptLink(secret);
  return client;
}

test("a second device: carbons both ways, read on one is read on all, removed it reads no more", async () => {
  const phone = await signUp(world, "+447700900051", "Ada");
  const bob = await signUp(world, "+447700900052", "Bob");
  const chat = await chatWith(phone, "+447700900052");
  await phone.sendText(chat, "before there were two");
  await until(() => hasText(bob, chat, "before there were two"));
  await bob.sendText(chat, "answered");
  await until(() => hasText(phone, chat, "answered"));
  const adaId = (await phone.self())?.account ?? "";
  const bobId = (await bob.self())?.account ?? "";
  await bob.setVerified(adaId, true);

  const laptop = await link(phone);
  expect((await laptop.self())?.account).toBe(adaId);
  expect((await phone.devices()).map(({ name, current }) => [name, current])).toContainEqual([
    "Laptop",
    false,
  ]);
  await until(async () => (await laptop.conversation(chat)) !== undefined);
  await until(async () => (await notices(bob, chat)).includes("device-added"));

  await bob.sendText(chat, "to both of you");
  await until(() => hasText(laptop, chat, "to both of you"));
  await until(() => hasText(phone, chat, "to both of you"));
  // Who writes is told to the new device as it was to the first.
  await until(async () => (await laptop.conversation(chat))?.title === "Bob");
  await phone.sendText(chat, "from the phone");
  await until(() => hasText(laptop, chat, "from the phone"));
  expect((await message(laptop, chat, "from the phone")).outgoing).toBe(true);
  await laptop.sendText(chat, "from the laptop");
  await until(() => hasText(phone, chat, "from the laptop"));
  await until(() => hasText(bob, chat, "from the laptop"));
  expect((await message(phone, chat, "from the laptop")).outgoing).toBe(true);

  // Ticks of what either wrote are seen on both.
  await bob.markRead(chat);
  for (const device of [phone, laptop])
    for (const text of ["from the phone", "from the laptop"])
      await until(async () => (await message(device, chat, text)).status === "read");
  expect((await phone.conversation(chat))?.unread).toBe(2);
  await laptop.markRead(chat);
  await until(async () => (await phone.conversation(chat))?.unread === 0);

  const safety = await phone.safetyNumber(bobId);
  const [removed] = (await phone.devices()).filter(({ current }) => !current);
  await phone.removeDevice(removed?.device ?? "");
  expect((await phone.devices()).length).toBe(1);
  await until(async () => (await laptop.connection()).state === "signed-out");
  expect(await laptop.connection()).toEqual({ state: "signed-out", reason: "removed" });

  await bob.sendText(chat, "for the phone alone");
  await until(() => hasText(phone, chat, "for the phone alone"));
  await phone.sendText(chat, "still here");
  await until(() => hasText(bob, chat, "still here"));
  expect(await hasText(laptop, chat, "for the phone alone")).toBe(false);
  // The key was handed on by its own signature: another number, and no alarm.
  const seenByBob = await bob.safetyNumber(adaId);
  expect((await phone.safetyNumber(bobId)).groups).not.toEqual(safety.groups);
  expect(seenByBob.groups).toEqual((await phone.safetyNumber(bobId)).groups);
  expect(seenByBob.verified).toBe(true);
  expect(await notices(bob, chat)).not.toContain("account-key-changed");
  await until(async () => (await bob.conversation(chat))?.peer?.number === "+447700900051");
  expect((await bob.conversation(chat))?.peer?.number).toBe("+447700900051");

  // Whoever comes next finds a device that can be written to under the new key.
  const cleo = await signUp(world, "+447700900053", "Cleo");
  const other = await chatWith(cleo, "+447700900051");
  await cleo.sendText(other, "hello");
  await until(() => hasText(phone, other, "hello"));
  for (const client of [phone, bob, cleo]) expect(await client.faults()).toEqual({});
  await Promise.all([phone.close(), bob.close(), cleo.close(), laptop.close()]);
}, 60_000);

test("a device of one's own gives what another could not read", async () => {
  const phone = await signUp(world, "+447700900054", "Ada");
  const bob = await signUp(world, "+447700900055", "Bob");
  const chat = await chatWith(phone, "+447700900055");
  await phone.sendText(chat, "one");
  await until(() => hasText(bob, chat, "one"));
  const disk = new Disk();
  let laptop = await link(phone, disk);
  await until(async () => (await laptop.conversation(chat)) !== undefined);
  await bob.sendText(chat, "two");
  await until(() => hasText(laptop, chat, "two"));
  await laptop.disconnect();
  const backup = await disk.snapshot();
  await online(laptop);
  // Another device comes in: an epoch that the copy of the laptop's store has not seen.
  const tablet = await link(phone);
  await until(async () => (await tablet.conversation(chat)) !== undefined);
  await bob.sendText(chat, "three");
  await until(() => hasText(laptop, chat, "three"));
  await laptop.close();
  await disk.restore(backup);
  await bob.sendText(chat, "four");
  await until(() => hasText(phone, chat, "four"));
  await bob.close();
  laptop = await openDevice(world, disk.open());
  await online(laptop);
  await until(() => hasText(laptop, chat, "four"));
  expect((await laptop.faults()).undecryptable).toBe(1);
  expect((await message(laptop, chat, "four")).outgoing).toBe(false);
  await Promise.all([phone.close(), laptop.close(), tablet.close()]);
}, 60_000);

test("a link is for one account and one key; what is none is refused by name", async () => {
  const phone = await signUp(world, "+447700900056", "Ada");
  const first = await link(phone);
  const late = await phone.createLinkedDevice("Late");
  await phone.removeDevice((await first.self())?.device ?? "");
  const client = await openDevice(world, new MemoryStore());
  await expect(client.acceptLink("no link")).rejects.toMatchObject({ code: "invalid_link" });
  await expect(client.acceptLink(late)).rejects.toMatchObject({ code: "link_expired" });
  await expect(phone.removeDevice((await phone.self())?.device ?? "")).rejects.toMatchObject({
    code: "own_device",
  });
  expect(await texts(phone, "p.none")).toEqual([]);
  await Promise.all([phone.close(), first.close(), client.close()]);
}, 60_000);

test("a third device follows the rotated key and is let into new groups", async () => {
  const phone = await signUp(world, "+447700900057", "Ada");
  const bob = await signUp(world, "+447700900058", "Bob");
  const chat = await chatWith(phone, "+447700900058");
  await phone.sendText(chat, "one");
  await until(() => hasText(bob, chat, "one"));
  const laptop = await link(phone);
  const tablet = await link(phone);
  for (const device of [laptop, tablet])
    await until(async () => (await device.conversation(chat)) !== undefined);
  await phone.removeDevice((await laptop.self())?.device ?? "");
  await bob.sendText(chat, "two");
  await until(() => hasText(tablet, chat, "two"));
  const cleo = await signUp(world, "+447700900059", "Cleo");
  const other = await chatWith(cleo, "+447700900057");
  await cleo.sendText(other, "hello");
  await until(() => hasText(phone, other, "hello"));
  await until(async () => (await tablet.conversation(other)) !== undefined);
  await cleo.sendText(other, "hello, both");
  await until(() => hasText(tablet, other, "hello, both"));
  const bobId = (await bob.self())?.account ?? "";
  expect((await tablet.safetyNumber(bobId)).groups).toEqual((await phone.safetyNumber(bobId)).groups);
  await expect(tablet.createLinkedDevice("More")).rejects.toMatchObject({ code: "not_possible" });
  await tablet.sendText(chat, "three");
  await until(() => hasText(bob, chat, "three"));
  for (const client of [phone, bob, cleo, tablet]) expect(await client.faults()).toEqual({});
  await Promise.all([phone.close(), bob.close(), cleo.close(), laptop.close(), tablet.close()]);
}, 60_000);
