import { afterAll, beforeAll, expect, test } from "bun:test";
import type { LinkingClient } from "@culver/client";
import { decodeLinkFragment, decryptAttachment } from "@culver/client/link";
import { online, signUp, until } from "./people.ts";
import { type PhoneWorld, startPhoneWorld } from "./phones.ts";

let world: PhoneWorld;
beforeAll(async () => {
  world = await startPhoneWorld();
}, 30_000);
afterAll(() => world.stop());

const received = async (phone: string) =>
  (await world.handset(phone)).filter(({ direction }) => direction === "received").map(({ text }) => text);

async function message(client: LinkingClient, chat: string, id: string) {
  return (await client.messages(chat)).find((found) => found.id === id);
}

const picture = (bytes: Uint8Array<ArrayBuffer>, caption?: string) => ({
  file: new Blob([bytes]),
  name: "Grüße 🎉.png",
  type: "image/png",
  kind: "image" as const,
  ...(caption === undefined ? {} : { caption }),
});

test("a picture goes to a phone as a link that holds all it takes, and only in its fragment", async () => {
  const ada = await signUp(world, "+447700900401", "Ada");
  const phone = "+447700900451";
  const { id: chat } = await ada.openSmsConversation(phone);
  const bytes = crypto.getRandomValues(new Uint8Array(50_000));
  await ada.disconnect();
  const sent = await ada.sendAttachment(chat, picture(bytes, "From the beach"));
  expect(sent).toMatchObject({ status: "queued", body: { kind: "attachment", text: "From the beach" } });
  await online(ada);
  await until(async () => (await received(phone)).length === 1);
  const [caption, link = ""] = ((await received(phone))[0] ?? "").split("\n");
  expect(caption).toBe("From the beach");
  const url = new URL(link);
  expect(`${url.origin}${url.pathname}`).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/m\/[A-Za-z0-9_-]{32}$/);
  const linked = decodeLinkFragment(url.hash.slice(1));
  expect(linked).toMatchObject({ name: "Grüße 🎉.png", type: "image/png", size: bytes.length });
  const fetched = await fetch(`${url.origin}/v1/media/${url.pathname.slice(3)}`);
  const opened = fetched.body?.pipeThrough(await decryptAttachment(linked));
  expect(new Uint8Array(await new Response(opened).arrayBuffer())).toEqual(bytes);
  await until(async () => (await message(ada, chat, sent.id))?.status === "delivered");
  expect(await message(ada, chat, sent.id)).toMatchObject({
    body: { kind: "attachment", attachment: { transfer: { state: "ready" } } },
  });

  // Kept for a week.
  world.pass(7 * 86_400_000 + 1);
  expect((await fetch(`${url.origin}/v1/media/${url.pathname.slice(3)}`)).status).toBe(410);
  await ada.close();
}, 30_000);

test("a link that was refused is tried again under another id, its file kept", async () => {
  const ada = await signUp(world, "+447700900402", "Ada");
  const phone = "+447700900452";
  const { id: chat } = await ada.openSmsConversation(phone);
  await signUp(world, phone, "Bob").then((bob) => bob.close());
  const sent = await ada.sendAttachment(chat, picture(new Uint8Array([1, 2, 3])));
  await until(async () => (await message(ada, chat, sent.id))?.status === "failed");
  await ada.retry(chat, sent.id);
  await until(async () => (await message(ada, chat, sent.id)) === undefined);
  await until(async () => (await ada.messages(chat)).some(({ status }) => status === "failed"));
  const last = (await ada.messages(chat)).findLast(({ body }) => body.kind === "attachment");
  expect(await ada.attachmentFile(chat, last?.id ?? "").then((file) => file?.size)).toBe(3);
  await ada.close();
}, 30_000);
