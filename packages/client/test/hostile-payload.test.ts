import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { cleanLabel, cleanText } from "../src/payload/clean-text.ts";
import { decodePayload, MalformedPayloadError } from "../src/payload/decode-payload.ts";
import { encodePayload } from "../src/payload/encode-payload.ts";
import { MAX_RESEND_IDS, MAX_TEXT, type Payload, type PayloadContent } from "../src/payload/payload.ts";
import { isPlainCbor } from "../src/payload/plain-cbor.ts";
import { isLonger } from "../src/payload/text-limits.ts";
import { decodeValue, encodeValue } from "../src/store/values.ts";

const id = "Zk3AAAAAAAAAAAAAAAAAAA";

/** Refused by name, or read as something whose every part keeps its limits. */
function readOrRefused(bytes: Uint8Array): Payload | undefined {
  try {
    const payload = decodePayload(bytes);
    expect(Number.isFinite(new Date(payload.sentAt).getTime())).toBe(true);
    expectBounded(payload);
    return payload;
  } catch (error) {
    if (!(error instanceof MalformedPayloadError)) throw error;
    return undefined;
  }
}

function expectBounded(content: PayloadContent): void {
  if (content.kind === "text" || content.kind === "edit") {
    expect(isLonger(content.text, MAX_TEXT)).toBe(false);
    expect(cleanText(content.text)).toBe(content.text);
  }
  if (content.kind === "resend-request") expect(content.ids.length).toBeLessThanOrEqual(MAX_RESEND_IDS);
  if (content.kind === "resend") expectBounded(content.original.content);
}

const name = fc.constantFrom(
  ...["v", "id", "kind", "sent_at", "text", "from", "number", "name", "reply_to", "author", "preview"],
  ...["target", "emoji", "ids", "original", "__proto__", "constructor"],
);
const kind = fc.constantFrom("text", "edit", "delete", "react", "resend-request", "resend", "poll");
const leaf = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constant(id),
  fc.constant("k3v7q2m4zt5aw6xy"),
  kind,
  fc.double(),
  fc.integer(),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.uint8Array(),
  fc.constantFrom(null, true, undefined),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 8 }),
  ),
}));
const nearly = fc
  .tuple(fc.dictionary(name, value), kind, fc.double({ min: 0, noNaN: true }))
  .map(([fields, of, at]) => ({ id, sent_at: at, text: "a", target: id, ...fields, kind: of }));

describe("the payload decoder, given anything", () => {
  test("bytes: reads or refuses by name", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void readOrRefused(bytes)),
      {
        numRuns: 3_000,
      },
    );
  });

  test("CBOR of any shape, and nearly right maps: reads or refuses by name", () => {
    fc.assert(
      fc.property(fc.oneof(value, nearly), (any) => void readOrRefused(encodeValue(any))),
      {
        numRuns: 3_000,
      },
    );
  });

  test("what it reads it writes and reads again", () => {
    let count = 0;
    fc.assert(
      fc.property(nearly, (any) => {
        const read = readOrRefused(encodeValue(any));
        if (read === undefined) return;
        count++;
        expect(decodePayload(encodePayload(read))).toEqual(read);
      }),
      { numRuns: 2_000 },
    );
    expect(count).toBeGreaterThan(200);
  });

  test("plain CBOR is what the encoder writes, whole", () => {
    fc.assert(
      fc.property(nearly, (any) => {
        const bytes = encodeValue(any);
        const tagged = bytes.some((byte) => byte >> 5 === 6);
        if (!tagged) expect(isPlainCbor(bytes)).toBe(true);
        expect(isPlainCbor(bytes.slice(0, -1))).toBe(false);
        expect(isPlainCbor(new Uint8Array([...bytes, 0]))).toBe(false);
      }),
    );
  });

  test("tags, lengths that lie, indefinite lengths, deep nests and keys of bytes are refused at once", () => {
    const hostile = [
      [0xc1, 0x00],
      [0xd8, 0x1c, 0x80],
      [0xd9, 0xdf, 0xff, 0x80],
      [0x9a, 0xff, 0xff, 0xff, 0xff],
      [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0xba, 0xff, 0xff, 0xff, 0xff],
      [0x7a, 0xff, 0xff, 0xff, 0xff],
      [0xbf, 0xff],
      [0x9f, 0xff],
      [0xa1, 0x41, 0x61, 0x00],
      [0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x00],
    ].map((bytes) => new Uint8Array(bytes));
    for (const bytes of hostile) {
      expect(isPlainCbor(bytes)).toBe(false);
      expect(() => decodePayload(bytes)).toThrow(MalformedPayloadError);
    }
    expect(() => decodePayload(new Uint8Array(250_000).fill(0x81))).toThrow(MalformedPayloadError);
  });

  test("a stranger's bytes leave nothing behind in the decoder of the store", () => {
    const before = encodeValue({ a: [1, { b: "c" }] });
    // A record's definition (cbor-x's own extension), under the number of a map's first key.
    const record = new Uint8Array([0xd9, 0xdf, 0xff, 0x83, 0x81, 0x61, 0x61, 0x19, 0xe0, 0x00, 0x01]);
    expect(readOrRefused(record)).toBeUndefined();
    expect(decodeValue(before)).toEqual({ a: [1, { b: "c" }] });
  });

  test("a time that is no Date is refused", () => {
    for (const sent_at of [8.64e15 + 2, 1e300, -1, Number.POSITIVE_INFINITY, 2n ** 63n])
      expect(() => decodePayload(encodeValue({ id, sent_at, kind: "text", text: "a" }))).toThrow(
        MalformedPayloadError,
      );
  });
});

describe("characters that deceive", () => {
  test("leave texts; line breaks, tabs and marks of direction stay", () => {
    expect(cleanText("a\r\nb\rc\td\u0000\u0007\u001b[31me\u009b")).toBe("a\nb\nc\td[31me");
    expect(cleanText("invoice\u202egpj.exe")).toBe("invoicegpj.exe");
    expect(cleanText("שלום\u200f!")).toBe("שלום\u200f!");
    expect(cleanText("👩‍👩‍👧")).toBe("👩‍👩‍👧");
    expect(cleanText("\ud83d")).toBe("\ufffd");
  });

  test("leave names and previews, which are one line", () => {
    expect(cleanLabel("Ada\n(verified)\u202e\u2066\u200f")).toBe("Ada (verified)");
    const from = { number: "+447700900001", name: "\u202eBank\u2028Ltd" };
    const read = decodePayload(encodeValue({ id, sent_at: 1, kind: "text", text: "a", from }));
    expect(read.from?.name).toBe("BankLtd");
  });
});
