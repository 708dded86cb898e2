import { describe, expect, test } from "bun:test";
import type { Element } from "@culver/protocol";
import fc from "fast-check";
import { contactTable } from "../src/records/contact-record.ts";
import { openIndexedDbStore } from "../src/store/indexeddb.ts";
import {
  asSms,
  befriended,
  CHAT,
  dataSms,
  encryptedSmsContract,
  type Sms,
} from "./encrypted-sms-contract.ts";
import { LastingStore, online, until } from "./sms-relay.ts";

describe("encrypted SMS, memory", () => {
  encryptedSmsContract(() => {
    const store = new LastingStore();
    return { open: async () => store };
  });
});

/** Bun and Node have no IndexedDB. */
const inBrowser = typeof indexedDB === "undefined" ? describe.skip : describe;

inBrowser("encrypted SMS, IndexedDB", () => {
  encryptedSmsContract(() => {
    const name = `culver-test-${crypto.randomUUID()}`;
    return { open: () => openIndexedDbStore(name) };
  });
});

const refused = { name: "ClientError", code: "not_encrypted_sms" };
const from = "+447700900002";

describe("data SMS, given anything", () => {
  test("other ports, versions, stanzas and addresses are refused by name", async () => {
    const { client, friend } = await befriended(new LastingStore());
    const stanza = await friend.text("hello");
    const [first] = asSms(stanza);
    const changed = (attrs: Element["attrs"]): Element => ({
      ...stanza,
      attrs: { ...stanza.attrs, ...attrs },
    });
    const whole: readonly (readonly Sms[])[] = [
      [{ from, userData: new Uint8Array() }],
      [{ from, userData: new TextEncoder().encode("Hello") }],
      [{ from, userData: new Uint8Array(141) }],
      [{ from, userData: first?.userData.subarray(first.userData[0] ?? 0) ?? new Uint8Array() }],
      dataSms(new Uint8Array([1, 2, 3]), 1, 16_275),
      dataSms(new Uint8Array()),
      asSms(stanza, 2, 2),
      asSms(changed({ type: "error" }), 3),
      asSms(changed({ from: "example.org" }), 4),
      asSms(changed({ from: "bbbbbbbbbbbbbbbb@evil.example/1" }), 5),
      asSms(changed({ to: "aaaaaaaaaaaaaaaa@example.org" }), 6),
      asSms({ ...stanza, name: "presence" }, 7),
      asSms({ ...stanza, content: [] }, 8),
    ];
    for (const parts of whole) {
      const last = parts.at(-1);
      for (const part of parts.slice(0, -1)) await client.takeInSms(part);
      if (last !== undefined) await expect(client.takeInSms(last)).rejects.toMatchObject(refused);
    }
    // A real message under another id or sender: nothing of it is kept, and the stream's copy still opens.
    const forgeries: Element["attrs"][] = [{ id: "forged" }, { from: "cccccccccccccccc@example.org/1" }];
    for (const [n, attrs] of forgeries.entries())
      for (const part of asSms(changed(attrs), 20 + n)) expect(await client.takeInSms(part)).toBe(false);
    const parts = asSms(stanza, 9);
    for (const [n, part] of parts.entries())
      expect(await client.takeInSms(part)).toBe(n === parts.length - 1);
    expect((await client.messages(CHAT)).length).toBe(2);
    await client.close();
  });

  test("octets of any kind: taken or refused by name, and little kept", async () => {
    const store = new LastingStore();
    const { client } = await befriended(store);
    const part = fc
      .record({
        reference: fc.nat(65_535),
        total: fc.nat(255),
        part: fc.nat(255),
        body: fc.uint8Array({ maxLength: 150 }),
        wide: fc.boolean(),
      })
      .map(({ reference, total, part: number, body, wide }) =>
        wide
          ? [12, 8, 4, reference >> 8, reference & 255, total, number, 5, 4, 0x3f, 0x92, 0x3f, 0x92, ...body]
          : [11, 0, 3, reference & 255, total, number, 5, 4, 0x3f, 0x92, 0x3f, 0x92, ...body],
      );
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 160 }),
      part.map((bytes) => Uint8Array.from(bytes)),
      fc
        .uint8Array({ maxLength: 120 })
        .map((body) => dataSms(Uint8Array.of(1, ...body))[0]?.userData ?? body),
    );
    await fc.assert(
      fc.asyncProperty(octets, fc.string({ unit: "binary" }), async (userData, sender) => {
        try {
          expect(await client.takeInSms({ from: sender, userData })).toBe(false);
        } catch (error) {
          expect(error).toMatchObject(refused);
        }
      }),
      { numRuns: 600 },
    );
    expect((await store.range({ prefix: "smsparts/" })).length).toBeLessThanOrEqual(16);
    expect(await client.conversations()).toEqual([]);
    await client.close();
  });

  test("who takes encrypted SMS says so, and is written to without padding until they stop", async () => {
    const { client, friend, relay, store } = await befriended(new LastingStore());
    const compact = async () => (await contactTable.get(store, "bbbbbbbbbbbbbbbb"))?.compact;
    await online(client);
    relay.raw(await friend.text("with the hint", { compact: true }));
    await until(() => relay.acknowledged === relay.delivered);
    expect(await compact()).toBe(true);
    relay.raw(await friend.stanza({ kind: "resend-request", ids: ["x"] }));
    await until(() => relay.acknowledged === relay.delivered);
    expect(await compact()).toBe(true);
    relay.raw(await friend.text("without"));
    await until(() => relay.acknowledged === relay.delivered);
    expect(await compact()).toBeUndefined();
    await client.close();
  });
});
