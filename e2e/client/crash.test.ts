import { afterAll, beforeAll, expect, test } from "bun:test";
import type { CulverClient } from "@culver/client";
import { Disk } from "./failing-store.ts";
import { chatWith, message, openDevice, signUp, texts, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const COUNT = 4;

/** Writes what this device has not written yet; a crash may come anywhere. */
async function write(client: CulverClient, chat: string, prefix: string): Promise<void> {
  const written = new Set(await texts(client, chat));
  for (let i = 0; i < COUNT; i++)
    if (!written.has(`${prefix}${i}`)) await client.sendText(chat, `${prefix}${i}`);
}

async function settled(client: CulverClient, chat: string): Promise<boolean> {
  const messages = await client.messages(chat, { limit: 500 });
  const own = messages.filter(({ outgoing }) => outgoing);
  const incoming = messages.filter(({ outgoing, body }) => !outgoing && body.kind === "text");
  return (
    own.length >= COUNT &&
    incoming.length >= COUNT &&
    own.every(({ status }) => status === "delivered" || status === "read")
  );
}

test("a sign-up that dies at any commit goes on at the next start, or begins again", async () => {
  const peer = await signUp(world, "+447700900899", "Peer");
  let resumed = 0;
  for (let commits = 0; ; commits++) {
    const number = `+4477009009${String(commits).padStart(2, "0")}`;
    const disk = new Disk();
    const store = disk.open(commits);
    let first: CulverClient | undefined;
    const verifying = (async () => {
      first = await openDevice(world, store);
      const { registration } = await first.startRegistration(number);
      await first.verifyCode(registration, await world.code(number));
    })().catch(() => undefined);
    const outcome = { done: false };
    void verifying.then(() => {
      outcome.done = true;
    });
    await until(() => store.dead || outcome.done);
    await first?.close();
    const crashed = store.dead;
    let client = await openDevice(world, disk.open());
    if ((await client.self()) === undefined) {
      await client.close();
      client = await signUp(world, number, "Mortal", disk.open());
    } else {
      resumed++;
      await client.connect();
    }
    await until(async () => (await client.connection()).state === "online");
    const { account } = (await client.self()) ?? { account: "" };
    const chat = (await peer.openConversation(account)).id;
    await peer.sendText(chat, `hello ${commits}`);
    await until(async () => (await texts(client, chat)).includes(`hello ${commits}`));
    await client.close();
    if (!crashed) break;
  }
  expect(resumed).toBeGreaterThan(3);
  await peer.close();
}, 120_000);

test("a process that dies at any commit loses nothing and doubles nothing", async () => {
  let crashes = 0;
  for (let commits = 0; ; commits++) {
    const two = String(commits).padStart(2, "0");
    const number = `+447700900${two}1`;
    const peerNumber = `+447700900${two}2`;
    const peer = await signUp(world, peerNumber, "Peer");
    const disk = new Disk();
    const first = await signUp(world, number, "Mortal", disk.open());
    const chat = await chatWith(first, peerNumber);
    await first.close();

    const store = disk.open(commits);
    let client: CulverClient | undefined;
    try {
      client = await openDevice(world, store);
      await client.connect();
      await Promise.all([write(client, chat, "m"), write(peer, chat, "p")]);
      const dying = client;
      await until(async () => store.dead || (await settled(dying, chat)));
    } catch {
      // The crash reached a call of ours.
    }
    await client?.close();
    const crashed = store.dead;
    if (crashed) crashes++;
    // The next process, on what is on the disk: the one before is gone, a disk has one writer.
    const survivor = await openDevice(world, disk.open());
    await survivor.connect();
    await write(survivor, chat, "m");
    await write(peer, chat, "p");
    await until(() => settled(survivor, chat));
    await until(() => settled(peer, chat));
    for (const side of [survivor, peer]) {
      const all = await texts(side, chat);
      expect(all.filter((text) => text.startsWith("m"))).toEqual(["m0", "m1", "m2", "m3"]);
      expect(all.filter((text) => text.startsWith("p"))).toEqual(["p0", "p1", "p2", "p3"]);
    }
    expect((await message(survivor, chat, "m0")).status).toBe("delivered");
    await survivor.close();
    await peer.close();
    if (!crashed) break;
  }
  expect(crashes).toBeGreaterThan(10);
}, 120_000);
