import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Attachment,
  type CulverClient,
  createClient,
  MemoryStore,
  type OutgoingAttachment,
  type Store,
  type Transfer,
} from "@culver/client";
import { Disk } from "./failing-store.ts";
import { chatWith, online, openDevice, record, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

const MIB = 1024 * 1024;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

let numbers = 0;
async function pair(store: Store = new MemoryStore()) {
  const number = () => `+4477009005${String(numbers++).padStart(2, "0")}`;
  const [own, other] = [number(), number()];
  const ada = await signUp(world, own, "Ada", store);
  const bob = await signUp(world, other, "Bob");
  return { ada, bob, chat: await chatWith(ada, other) };
}

function random(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += 65_536)
    crypto.getRandomValues(bytes.subarray(offset, offset + 65_536));
  return bytes;
}

function outgoing(
  bytes: Uint8Array<ArrayBuffer>,
  more: Partial<OutgoingAttachment> = {},
): OutgoingAttachment {
  return { file: new Blob([bytes]), name: "report.pdf", type: "application/pdf", kind: "document", ...more };
}

async function find(client: CulverClient, chat: string, id: string) {
  return (await client.messages(chat, { limit: 500 })).find((message) => message.id === id);
}

async function attachment(client: CulverClient, chat: string, id: string): Promise<Attachment> {
  const message = await find(client, chat, id);
  if (message?.body.kind !== "attachment") throw new Error("there is no such file");
  return message.body.attachment;
}

async function state(client: CulverClient, chat: string, id: string): Promise<Transfer["state"] | undefined> {
  const message = await find(client, chat, id);
  return message?.body.kind === "attachment" ? message.body.attachment.transfer.state : undefined;
}

async function bytesOf(client: CulverClient, chat: string, id: string): Promise<Uint8Array | undefined> {
  const file = await client.attachmentFile(chat, id);
  return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer());
}

const files = () => readdirSync(world.mediaDirectory);

/** Rows of files in a device's store. */
const rows = async (store: Store) => (await store.range({ prefix: "file" })).length;

test("a file of 30 MB goes from one person to the other and to the own second device, with progress", async () => {
  const { ada, bob, chat } = await pair();
  const second = await openDevice(world, new MemoryStore());
  await second.acceptLink(await ada.createLinkedDevice("Laptop"));
  const bytes = random(30_000_000);
  const preview = new Uint8Array([0xff, 0xd8, 0xff, ...random(100)]);
  const events = record(ada);
  const sent = await ada.sendAttachment(
    chat,
    outgoing(bytes, { kind: "image", width: 640, height: 480, preview, caption: "Look" }),
  );
  expect(sent).toMatchObject({ status: "queued", body: { kind: "attachment", text: "Look" } });
  for (const other of [bob, second]) {
    await until(async () => (await state(other, chat, sent.id)) === "remote", 60_000);
    expect(await attachment(other, chat, sent.id)).toEqual({
      kind: "image",
      name: "report.pdf",
      type: "application/pdf",
      size: bytes.length,
      width: 640,
      height: 480,
      preview,
      transfer: { state: "remote" },
    });
    expect(await other.attachmentFile(chat, sent.id)).toBeUndefined();
  }
  expect((await find(second, chat, sent.id))?.outgoing).toBe(true);
  expect((await bob.conversation(chat))?.unread).toBe(1);
  const uploads = events.flatMap((event) => {
    const body = event.type === "message" ? event.message.body : undefined;
    const transfer = body?.kind === "attachment" ? body.attachment.transfer : undefined;
    return transfer?.state === "uploading" ? [transfer.done] : [];
  });
  expect(uploads.length).toBeGreaterThan(2);
  expect(uploads).toEqual([...uploads].sort((a, b) => a - b));

  for (const other of [bob, second]) {
    await other.download(chat, sent.id);
    expect(await state(other, chat, sent.id)).toBe("ready");
    const file = await other.attachmentFile(chat, sent.id);
    expect(file?.type).toBe("application/pdf");
    expect(Buffer.compare(new Uint8Array((await file?.arrayBuffer()) ?? []), bytes)).toBe(0);
  }
  await until(async () => (await find(ada, chat, sent.id))?.status === "delivered");
  expect((await bob.search("look")).messages.map(({ id }) => id)).toEqual([sent.id]);
  const reply = await bob.sendText(chat, "Nice", { replyTo: sent.id });
  expect(reply.replyTo?.preview).toBe("Look");
  await bob.react(chat, sent.id, "👍");
  await until(async () => (await find(ada, chat, sent.id))?.reactions.length === 1);
  for (const client of [ada, bob, second]) await client.close();
}, 120_000);

test("an upload goes on after the device was killed in its middle, and nothing goes twice", async () => {
  const disk = new Disk();
  const store = disk.open();
  const { ada, bob, chat } = await pair(store);
  const before = new Set(files());
  const bytes = random(12 * MIB);
  const sent = await ada.sendAttachment(chat, outgoing(bytes));
  const mine = () => files().filter((name) => !before.has(name));
  const size = () => Math.max(0, ...mine().map((name) => statSync(join(world.mediaDirectory, name)).size));
  await until(() => size() > 2 * MIB);
  store.dieAfter(-1);
  await ada.close().catch(() => undefined);
  const reached = size();
  expect(reached).toBeLessThan(12 * MIB);
  expect(await state(bob, chat, sent.id)).toBeUndefined();

  const again = await openDevice(world, disk.open());
  expect(await state(again, chat, sent.id)).toBe("uploading");
  await online(again);
  await until(async () => (await state(bob, chat, sent.id)) === "remote", 30_000);
  expect(mine()).toHaveLength(1);
  await bob.download(chat, sent.id);
  expect(Buffer.compare((await bytesOf(bob, chat, sent.id)) ?? new Uint8Array(), bytes)).toBe(0);
  expect((await bob.messages(chat)).filter(({ body }) => body.kind === "attachment")).toHaveLength(1);
  await again.close();
  await bob.close();
}, 60_000);

test("an upload that is stopped is not sent and leaves the server; trying again sends it", async () => {
  const { ada, bob, chat } = await pair();
  const before = files().length;
  const bytes = random(20 * MIB);
  const sent = await ada.sendAttachment(chat, outgoing(bytes));
  await until(() => files().length > before);
  await ada.cancelTransfer(chat, sent.id);
  expect(await find(ada, chat, sent.id)).toMatchObject({
    status: "failed",
    body: { attachment: { transfer: { state: "cancelled" } } },
  });
  await until(() => files().length === before);
  await ada.sendText(chat, "something else");
  await until(async () => (await bob.messages(chat)).some(({ body }) => body.kind === "text"));
  expect(await state(bob, chat, sent.id)).toBeUndefined();
  await ada.retry(chat, sent.id);
  await until(async () => (await state(bob, chat, sent.id)) === "remote", 30_000);
  await ada.close();
  await bob.close();
}, 60_000);

test("an interrupted download goes on where it was; bytes are fetched once", async () => {
  const { ada, bob, chat } = await pair();
  const bytes = random(3 * MIB + 12_345);
  const sent = await ada.sendAttachment(chat, outgoing(bytes));
  const disk = new Disk();
  const number = `+4477009005${String(numbers++).padStart(2, "0")}`;
  await bob.close();
  const ranges: (string | null)[] = [];
  let cut = true;
  const cutting = async (input: string, init?: RequestInit) => {
    const response = await fetch(input, init);
    if (!/\/v1\/media\/.+/.test(input) || init?.method !== undefined) return response;
    ranges.push(new Headers(init?.headers).get("range"));
    if (!cut || response.body === null) return response;
    const whole = new Uint8Array(await response.arrayBuffer());
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(whole.slice(0, MIB));
      },
      pull: (controller) => controller.error(new TypeError("the connection was lost")),
    });
    return new Response(broken, response);
  };
  const open = () =>
    createClient({ store: disk.open(), serverUrl: world.url, random: () => 0.01, fetch: cutting });
  const carol = await open();
  const { registration } = await carol.startRegistration(number);
  await carol.verifyCode(registration, await world.code(number));
  const other = await chatWith(ada, number);
  const forCarol = await ada.sendAttachment(other, outgoing(bytes));
  await until(async () => (await state(carol, other, forCarol.id)) === "remote", 30_000);
  const stopped = carol.download(other, forCarol.id).catch((error: unknown) => error);
  await until(() => ranges.length > 1);
  await carol.close();
  await stopped;
  cut = false;
  const again = await open();
  ranges.length = 0;
  expect(await state(again, other, forCarol.id)).toBe("remote");
  await again.download(other, forCarol.id);
  expect(ranges).toHaveLength(1);
  expect(Number(/\d+/.exec(ranges[0] ?? "")?.[0])).toBeGreaterThanOrEqual(768 * 1024);
  expect(Buffer.compare((await bytesOf(again, other, forCarol.id)) ?? new Uint8Array(), bytes)).toBe(0);
  expect(await state(ada, chat, sent.id)).toBe("ready");
  await again.close();
  await ada.close();
}, 60_000);

test("a file that was changed on the server is refused; one that is gone has expired", async () => {
  const { ada, bob, chat } = await pair();
  const before = new Set(files());
  const sent = await ada.sendAttachment(chat, outgoing(random(MIB)));
  await until(async () => (await state(bob, chat, sent.id)) === "remote");
  const [name = ""] = files().filter((file) => !before.has(file));
  const path = join(world.mediaDirectory, name);
  const ciphertext = readFileSync(path);
  const flipped = Buffer.from(ciphertext);
  flipped[500_000] = (flipped[500_000] ?? 0) ^ 1;
  writeFileSync(path, flipped);
  await expect(bob.download(chat, sent.id)).rejects.toMatchObject({ code: "damaged" });
  expect(await state(bob, chat, sent.id)).toBe("failed");
  expect(await bob.attachmentFile(chat, sent.id)).toBeUndefined();
  expect(await bob.faults()).toEqual({ "damaged-file": 1 });
  writeFileSync(path, ciphertext);
  await bob.download(chat, sent.id);
  expect(await state(bob, chat, sent.id)).toBe("ready");

  const gone = await ada.sendAttachment(chat, outgoing(random(1000)));
  await until(async () => (await state(bob, chat, gone.id)) === "remote");
  await world.deleteMedia();
  await expect(bob.download(chat, gone.id)).rejects.toMatchObject({ code: "expired" });
  expect(await state(bob, chat, gone.id)).toBe("expired");
  expect(await bob.attachmentFile(chat, sent.id)).toBeDefined();
  await ada.close();
  await bob.close();
});

test("deleted for all, a file leaves both devices and the server; deleted here, only this device", async () => {
  const store = new MemoryStore();
  const { ada, bob, chat } = await pair(store);
  const before = files().length;
  const sent = await ada.sendAttachment(chat, outgoing(random(MIB)));
  const kept = await ada.sendAttachment(chat, outgoing(random(MIB)));
  await until(async () => (await state(bob, chat, kept.id)) === "remote");
  await bob.download(chat, sent.id);
  expect(files().length).toBe(before + 2);
  await ada.deleteForMe(chat, [kept.id]);
  await ada.deleteForAll(chat, sent.id);
  await until(() => files().length === before + 1);
  await until(async () => (await find(bob, chat, sent.id))?.body.kind === "deleted");
  await until(async () => (await rows(store)) === 0);
  expect(await bob.attachmentFile(chat, sent.id)).toBeUndefined();
  await bob.download(chat, kept.id);
  expect(await state(bob, chat, kept.id)).toBe("ready");
  await ada.close();
  await bob.close();
});

test("killed at any commit, a device sends a file once or not at all, and keeps no strays", async () => {
  const disk = new Disk();
  const first = disk.open();
  const { ada, bob, chat } = await pair(first);
  await ada.sendText(chat, "begun");
  await until(async () => (await bob.messages(chat)).some(({ body }) => body.kind === "text"));
  await ada.close();
  const bytes = random(300_000);
  const received = async () =>
    (await bob.messages(chat, { limit: 500 })).filter(({ body }) => body.kind === "attachment");
  let sent = 0;
  let lost = 0;
  for (let commits = 0, crashed = true; crashed; commits++) {
    const store = disk.open();
    const mortal = await openDevice(world, store);
    await online(mortal);
    store.dieAfter(commits);
    const written = await mortal.sendAttachment(chat, outgoing(bytes)).catch(() => undefined);
    const done = async () =>
      written !== undefined && (await find(mortal, chat, written.id))?.status !== "queued";
    await until(async () => store.dead || (await done().catch(() => false)));
    crashed = store.dead;
    await mortal.close().catch(() => undefined);

    const again = await openDevice(world, disk.open());
    await online(again);
    const own = (await again.messages(chat, { limit: 500 })).filter(({ body }) => body.kind === "attachment");
    lost += own.length === sent ? 1 : 0;
    expect(own.length - sent).toBeLessThanOrEqual(1);
    sent = own.length;
    await until(async () => (await received()).length === sent);
    const last = own.at(-1);
    if (last !== undefined) {
      await bob.download(chat, last.id);
      expect(Buffer.compare((await bytesOf(bob, chat, last.id)) ?? new Uint8Array(), bytes)).toBe(0);
    }
    // Two rows and the one that names them, of each message.
    await until(async () => (await rows(disk.open())) === 3 * sent);
    await again.close();
  }
  expect(sent).toBeGreaterThan(3);
  expect(lost).toBeGreaterThan(2);
  expect((await received()).length).toBe(sent);
  await bob.close();
}, 120_000);

test("a file whose message could not be read comes with the resend", async () => {
  const disk = new Disk();
  const ada = await signUp(world, "+447700900591", "Ada");
  let bob = await signUp(world, "+447700900592", "Bob", disk.open());
  const backup = await disk.snapshot();
  const chat = await chatWith(ada, "+447700900592");
  const first = await ada.sendAttachment(chat, outgoing(random(1_000)));
  await until(async () => (await state(bob, chat, first.id)) === "remote");
  await bob.close();
  await disk.restore(backup);
  const bytes = random(100_000);
  const sent = await ada.sendAttachment(chat, outgoing(bytes, { caption: "while you were away" }));
  await until(async () => (await find(ada, chat, sent.id))?.status === "sent");
  bob = await openDevice(world, disk.open());
  await online(bob);
  await until(async () => (await state(bob, chat, sent.id)) === "remote", 30_000);
  expect((await bob.faults()).undecryptable).toBeGreaterThan(0);
  await bob.download(chat, sent.id);
  expect(Buffer.compare((await bytesOf(bob, chat, sent.id)) ?? new Uint8Array(), bytes)).toBe(0);
  await ada.close();
  await bob.close();
}, 60_000);

test("what is no file to send is refused before anything is stored", async () => {
  const store = new MemoryStore();
  const { ada, bob, chat } = await pair(store);
  const empty = outgoing(new Uint8Array(0));
  await expect(ada.sendAttachment(chat, empty)).rejects.toMatchObject({ code: "empty_file" });
  const large = { ...empty, file: new Blob([new Uint8Array(100 * MIB + 1)]) };
  await expect(ada.sendAttachment(chat, large)).rejects.toMatchObject({ code: "too_large" });
  const nowhere = ada.sendAttachment("p.aaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb", outgoing(random(10)));
  await expect(nowhere).rejects.toMatchObject({ code: "unknown_conversation" });
  await until(async () => (await rows(store)) === 0);
  await ada.close();
  await bob.close();
});
