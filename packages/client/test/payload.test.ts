import { describe, expect, test } from "bun:test";
import { decodePayload, MalformedPayloadError } from "../src/payload/decode-payload.ts";
import { encodePayload } from "../src/payload/encode-payload.ts";
import { MAX_TEXT, type Payload } from "../src/payload/payload.ts";
import { isLonger, truncate } from "../src/payload/text-limits.ts";
import { decodeValue, encodeValue } from "../src/store/values.ts";

const id = "Zk3AAAAAAAAAAAAAAAAAAA";
const author = "k3v7q2m4zt5aw6xy";

const payloads: Payload[] = [
  { id, sentAt: 1_795_231_746_042, kind: "text", text: "Grüße 👋" },
  {
    id,
    sentAt: 1,
    from: { number: "+447700900001", name: "Ada" },
    kind: "text",
    text: "a",
    replyTo: { id, author, preview: "b" },
  },
  { id, sentAt: 1, kind: "edit", target: id, text: "c" },
  { id, sentAt: 1, kind: "delete", target: id },
  { id, sentAt: 1, kind: "react", target: id, emoji: "" },
  { id, sentAt: 1, kind: "resend-request", ids: [id] },
  {
    id,
    sentAt: 1,
    kind: "resend",
    original: { id, author, sentAt: 2, content: { kind: "text", text: "d" } },
  },
  { id, sentAt: 1, kind: "credential", credential: new Uint8Array([1, 2]) },
  { id, sentAt: 1, kind: "unknown" },
];

describe("payloads", () => {
  test("come back as they went", () => {
    for (const payload of payloads) expect(decodePayload(encodePayload(payload))).toEqual(payload);
  });

  test("are CBOR maps with the keys of the protocol's page", () => {
    const fields = decodeValue(encodePayload(payloads[1] as Payload)) as Record<string, unknown>;
    expect(Object.keys(fields).sort()).toEqual(["from", "id", "kind", "reply_to", "sent_at", "text", "v"]);
    expect(fields.v).toBe(1);
  });

  test("of kinds to come are taken in and not shown", () => {
    const bytes = encodeValue({ v: 2, id, sent_at: 1, kind: "poll", text: "not to be shown" });
    expect(decodePayload(bytes)).toEqual({ id, sentAt: 1, kind: "unknown" });
  });

  test("a resend never holds another", () => {
    const inner = { id, author, sent_at: 1, kind: "resend", original: {} };
    const decoded = decodePayload(encodeValue({ v: 1, id, sent_at: 1, kind: "resend", original: inner }));
    expect(decoded).toMatchObject({ kind: "resend", original: { content: { kind: "unknown" } } });
  });

  test("that are malformed are refused by name", () => {
    const bad: Uint8Array[] = [
      new Uint8Array(0),
      new Uint8Array([0xff]),
      new Uint8Array(50_000).fill(0x81),
      encodeValue("text"),
      encodeValue([1]),
      encodeValue({ kind: "text", text: "no id", sent_at: 1 }),
      encodeValue({ id, kind: "text", text: "no time" }),
      encodeValue({ id, sent_at: Number.NaN, kind: "text", text: "bad time" }),
      encodeValue({ id, sent_at: 1, kind: "text" }),
      encodeValue({ id, sent_at: 1, kind: "edit", text: "no target" }),
      encodeValue({ id: "a b", sent_at: 1, kind: "text", text: "bad id" }),
      encodeValue({ id, sent_at: 1, kind: "resend-request", ids: "no" }),
    ];
    for (const bytes of bad) expect(() => decodePayload(bytes)).toThrow(MalformedPayloadError);
  });

  test("every changed byte of a payload is refused or read, never another error", () => {
    const good = encodePayload(payloads[1] as Payload);
    for (let at = 0; at < good.length; at++)
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = good.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        try {
          decodePayload(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPayloadError);
        }
      }
  });

  test("texts are cut at code points", () => {
    expect(truncate("a👋b", 2)).toBe("a👋");
    expect(isLonger("👋".repeat(MAX_TEXT), MAX_TEXT)).toBe(false);
    expect(isLonger("👋".repeat(MAX_TEXT + 1), MAX_TEXT)).toBe(true);
  });
});
