import { describe, expect, test } from "bun:test";
import { decodeLinkFragment, encryptedSize } from "@culver/crypto/attachment";
import fc from "fast-check";
import { linkText } from "../src/attachments/link-text.ts";
import { cleanFileName, cleanMimeType, harmlessType, isPreview } from "../src/payload/clean-file.ts";
import { decodePayload } from "../src/payload/decode-payload.ts";
import { encodePayload } from "../src/payload/encode-payload.ts";
import type { AttachmentContent, Payload } from "../src/payload/payload.ts";
import { openIndexedDbStore } from "../src/store/indexeddb.ts";
import { encodeValue } from "../src/store/values.ts";
import { account, offlineDevice } from "./offline-device.ts";

const id = "Zk3AAAAAAAAAAAAAAAAAAA";
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const hash = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);

const attachment: Payload & AttachmentContent = {
  id,
  sentAt: 1,
  kind: "attachment",
  media: "A".repeat(32),
  key,
  hash,
  size: 100 * 1024 * 1024,
  name: "Grüße 🎉.jpg",
  type: "image/jpeg",
  shape: "image",
  width: 640,
  height: 480,
  durationMs: 1_000,
  preview: jpeg,
  text: "caption",
  replyTo: { id, author: "k3v7q2m4zt5aw6xy", preview: "b" },
};

const fields = {
  ...{ v: 1, id, sent_at: 1, kind: "attachment", media: "A".repeat(32), key, hash, size: 10 },
  ...{ name: "a.txt", type: "text/plain", shape: "document", text: "" },
};

describe("payloads with a file", () => {
  test("come back as they went, inside a resend as well", () => {
    expect(decodePayload(encodePayload(attachment))).toEqual(attachment);
    const { id: _id, sentAt: _sentAt, ...content } = attachment;
    const author = "k3v7q2m4zt5aw6xy";
    const resend: Payload = { id, sentAt: 2, kind: "resend", original: { id, author, sentAt: 1, content } };
    expect(decodePayload(encodePayload(resend))).toEqual(resend);
  });

  test("that cannot be fetched are refused", () => {
    const wrong: object[] = [
      { media: undefined },
      { media: "../../etc/passwd" },
      { media: `${"A".repeat(32)}?x` },
      { key: new Uint8Array(31) },
      { key: "x".repeat(32) },
      { hash: undefined },
      { size: 0 },
      { size: -1 },
      { size: 1.5 },
      { size: 100 * 1024 * 1024 + 1 },
      { size: 2n ** 60n },
    ];
    for (const change of wrong)
      expect(() => decodePayload(encodeValue({ ...fields, ...change }))).toThrow("cannot be fetched");
  });

  test("lose what is out of bounds, and no more", () => {
    const decoded = decodePayload(
      encodeValue({
        ...fields,
        ...{ name: 7, type: "TEXT/HTML; charset=x", shape: "spaceship", width: 1e9, height: 4 },
        ...{ duration: -1, preview: new Uint8Array(9_000), text: undefined },
      }),
    );
    const plain = { id, sentAt: 1, kind: "attachment", media: fields.media, key, hash, size: 10, text: "" };
    expect(decoded).toEqual({ ...plain, name: "file", type: "text/html", shape: "document" } as Payload);
  });
});

describe("what a stranger calls a file", () => {
  test("is no path, hides nothing and steers nothing", () => {
    expect(cleanFileName("../../etc/passwd")).toBe("_.._etc_passwd");
    expect(cleanFileName("C:\\Windows\\a.exe")).toBe("C__Windows_a.exe");
    expect(cleanFileName("photo\u202egpj.exe")).toBe("photogpj.exe");
    expect(cleanFileName(".bashrc")).toBe("bashrc");
    expect(cleanFileName("a\u0000b\r\nc\u200b.txt")).toBe("ab c_.txt");
    for (const nothing of ["", "...", " ", "\u202e"]) expect(cleanFileName(nothing)).toBe("file");
    expect(cleanFileName(`${"x".repeat(500)}.pdf`)).toBe(`${"x".repeat(96)}.pdf`);
  });

  test("is short, and stays as it is when it is cleaned again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
        const cleaned = cleanFileName(name);
        expect(new TextEncoder().encode(cleaned).length).toBeLessThanOrEqual(255);
        expect(cleaned.length).toBeGreaterThan(0);
        expect(cleaned).not.toMatch(/[/\\]|^\.|\p{Cc}/u);
        expect(cleanFileName(cleaned)).toBe(cleaned);
      }),
    );
  });

  test("has a type that is one, and is shown by a browser only when nothing in it can run", () => {
    expect(cleanMimeType("image/svg+xml")).toBe("image/svg+xml");
    for (const none of ["", "x", "a/b/c", "text/ht ml", "\u0000/x", `${"a".repeat(101)}/b`])
      expect(cleanMimeType(none)).toBe("application/octet-stream");
    for (const shown of ["image/png", "video/mp4", "audio/ogg", "application/pdf", "text/plain"])
      expect(harmlessType(shown)).toBe(shown);
    for (const bytes of [
      "text/html",
      "image/svg+xml",
      "application/xhtml+xml",
      "text/javascript",
      "text/xml",
    ])
      expect(harmlessType(bytes)).toBe("application/octet-stream");
  });

  test("has a preview that is a small JPEG or WebP", () => {
    const webp = new TextEncoder().encode("RIFF....WEBPVP8 ");
    expect([jpeg, webp].map(isPreview)).toEqual([true, true]);
    const others = [
      new Uint8Array(0),
      new TextEncoder().encode("<svg/>"),
      new Uint8Array([...jpeg, ...new Uint8Array(8_192)]),
    ];
    expect(others.map(isPreview)).toEqual([false, false, false]);
  });
});

test("what a phone gets is the caption and a link that holds all it takes", () => {
  const body = {
    kind: "attachment",
    text: "Look",
    attachment: { kind: "image", name: "a.png", type: "image/png", size: 5, transfer: { state: "ready" } },
  } as const;
  const media = "M".repeat(32);
  const text = linkText("https://chat.example.org", body, { media, key, hash });
  const [caption, link = ""] = text.split("\n");
  expect(caption).toBe("Look");
  expect(link.startsWith(`https://chat.example.org/m/${media}#`)).toBe(true);
  const linked = { key, hash, size: 5, name: "a.png", type: "image/png" };
  expect(decodeLinkFragment(new URL(link).hash.slice(1))).toEqual(linked);
  expect(linkText("https://x", { ...body, text: " " }, { media, key, hash })).not.toContain("\n");
});

describe("a device without a connection", () => {
  const bytes = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 7) & 0xff);
  const outgoing = { file: new Blob([bytes]), name: "a.bin", type: "", kind: "document" } as const;

  async function isSame(file: Blob | undefined): Promise<boolean> {
    const found = new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0));
    return found.length === bytes.length && found.every((octet, index) => octet === bytes[index]);
  }

  test("has the message and the file at once", async () => {
    const { client } = await offlineDevice();
    const { id: chat } = await client.openConversation(account(1));
    const sent = await client.sendAttachment(chat, { ...outgoing, caption: "later" });
    expect(sent.status).toBe("queued");
    expect(sent.body).toMatchObject({
      kind: "attachment",
      text: "later",
      attachment: {
        name: "a.bin",
        type: "application/octet-stream",
        size: bytes.length,
        transfer: { state: "uploading", done: 0, total: encryptedSize(bytes.length) },
      },
    });
    const file = await client.attachmentFile(chat, sent.id);
    expect(await isSame(file)).toBe(true);
    expect((await client.search("a.bin")).messages.map((message) => message.id)).toEqual([sent.id]);
    await client.close();
  });

  test.skipIf(globalThis.indexedDB === undefined)("keeps it in IndexedDB", async () => {
    const store = await openIndexedDbStore(`files-${crypto.randomUUID()}`);
    const { client } = await offlineDevice(store);
    const { id: chat } = await client.openConversation(account(1));
    const { id: message } = await client.sendAttachment(chat, outgoing);
    const file = await client.attachmentFile(chat, message);
    expect(await isSame(file)).toBe(true);
    await client.close();
  });

  test("keeps a file in pieces, and forgets it with its message", async () => {
    const { client, store } = await offlineDevice();
    const { id: chat } = await client.openConversation(account(1));
    const sent = await client.sendAttachment(chat, outgoing);
    const rows = await store.range({ prefix: "filerow/" });
    expect(rows.length).toBe(3);
    for (const { value } of rows) expect(value.length).toBeLessThan(263_000);
    await client.deleteForMe(chat, [sent.id]);
    for (let left = 1; left > 0; ) left = (await store.range({ prefix: "file" })).length;
    expect(await client.attachmentFile(chat, sent.id)).toBeUndefined();
    const other = await client.sendAttachment(chat, outgoing);
    await client.deleteConversation(chat);
    for (let left = 1; left > 0; ) left = (await store.range({ prefix: "file" })).length;
    expect(await client.attachmentFile(chat, other.id)).toBeUndefined();
    await client.close();
  });

  test("stops an upload that has not begun, and begins it again", async () => {
    const { client } = await offlineDevice();
    const { id: chat } = await client.openConversation(account(1));
    const { id: message } = await client.sendAttachment(chat, outgoing);
    await client.cancelTransfer(chat, message);
    const [, stopped] = await client.messages(chat);
    expect(stopped).toMatchObject({
      status: "failed",
      body: { attachment: { transfer: { state: "cancelled" } } },
    });
    await client.retry(chat, message);
    const [, again] = await client.messages(chat);
    expect(again).toMatchObject({
      status: "queued",
      body: { attachment: { transfer: { state: "uploading" } } },
    });
    await client.close();
  });
});
