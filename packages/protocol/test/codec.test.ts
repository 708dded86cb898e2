import { describe, expect, test } from "bun:test";
import {
  BinaryCodec,
  bytesOf,
  type Element,
  el,
  InvalidElementError,
  NS_CLIENT,
  NS_MLS,
  requireChild,
  XmlCodec,
} from "../src/index.ts";

const binary = new BinaryCodec({ domain: "chat.example.org" });
const xml = new XmlCodec();

function nested(depth: number): Element {
  let e = el("body", NS_CLIENT);
  for (let i = 1; i < depth; i++) e = el("body", NS_CLIENT, {}, [e]);
  return e;
}

const attributes = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, ""]));

const many = (count: number): Element[] => Array.from({ length: count }, () => el("body", NS_CLIENT));

describe("what the limits allow round-trips", () => {
  const allowed: readonly (readonly [string, Element])[] = [
    ["32 deep", nested(32)],
    ["63 attributes", el("body", NS_CLIENT, attributes(63))],
    ["4096 children", el("body", NS_CLIENT, {}, many(4096))],
    [
      "8192 elements",
      el("body", NS_CLIENT, {}, [el("a", NS_CLIENT, {}, many(4096)), el("b", NS_CLIENT, {}, many(4093))]),
    ],
    ["a text that grows the buffer", el("body", NS_CLIENT, {}, "\u4e16".repeat(50_000))],
    ["bytes that grow the buffer", el("payload", NS_MLS, {}, new Uint8Array(100_000).fill(7))],
  ];
  for (const [what, e] of allowed) {
    test(what, () => {
      expect(binary.decode(binary.encode(e))).toEqual(e);
      expect(xml.decode(xml.encode(e))).toEqual(e);
    });
  }
});

describe("both encoders refuse what is not of the model", () => {
  const refused: readonly (readonly [string, Element])[] = [
    ["33 deep", nested(33)],
    ["64 attributes", el("body", NS_CLIENT, attributes(64))],
    ["4097 children", el("body", NS_CLIENT, {}, many(4097))],
    [
      "8193 elements",
      el("body", NS_CLIENT, {}, [el("a", NS_CLIENT, {}, many(4096)), el("b", NS_CLIENT, {}, many(4094))]),
    ],
    ["a name with a colon", el("a:b", NS_CLIENT)],
    ["an empty name", el("", NS_CLIENT)],
    ["a name with markup", el("a><b", NS_CLIENT)],
    ["no namespace", el("a", "")],
    ["a namespace with a space", el("a", "a b")],
    ["the namespace of xmlns", el("a", "http://www.w3.org/2000/xmlns/")],
    ["an attribute xmlns", el("a", NS_CLIENT, { xmlns: "x" })],
    ["an attribute with a prefix", el("a", NS_CLIENT, { "xml:lang": "en" })],
    ["a lone surrogate", el("body", NS_CLIENT, {}, "\ud800")],
    ["a control character", el("body", NS_CLIENT, { id: "\u0000" })],
    ["U+FFFF", el("body", NS_CLIENT, {}, "\uffff")],
    ["bytes in an element of text", el("body", NS_CLIENT, {}, new Uint8Array(1))],
    ["text in an element of bytes", el("payload", NS_MLS, {}, "x")],
  ];
  for (const [what, e] of refused) {
    test(what, () => {
      expect(() => binary.encode(e)).toThrow(InvalidElementError);
      expect(() => xml.encode(e)).toThrow(InvalidElementError);
    });
  }

  test("and culver.v1 writes the next frame from its beginning", () => {
    const good = el("body", NS_CLIENT, {}, "Hi");
    const frame = binary.encode(good);
    expect(() => binary.encode(el("body", NS_CLIENT, { id: "1" }, [el("a b", NS_CLIENT)]))).toThrow(
      InvalidElementError,
    );
    expect(binary.encode(good)).toEqual(frame);
  });
});

describe("culver.v1 frames", () => {
  const e = el("message", NS_CLIENT, {}, [el("payload", NS_MLS, {}, Uint8Array.of(1, 2, 3))]);

  test("are right-sized buffers of their own", () => {
    const first = binary.encode(e);
    const copy = first.slice();
    binary.encode(el("body", NS_CLIENT, {}, "something else"));
    expect(first).toEqual(copy);
    expect(first.buffer.byteLength).toBe(first.length);
  });

  test("lend their bytes without a copy", () => {
    const frame = binary.encode(e);
    const payload = bytesOf(requireChild(binary.decode(frame), "payload", NS_MLS));
    expect(payload).toEqual(Uint8Array.of(1, 2, 3));
    expect(payload.buffer).toBe(frame.buffer);
  });

  test("may stand anywhere in a larger buffer", () => {
    const frame = binary.encode(e);
    const larger = new Uint8Array(frame.length + 20);
    larger.set(frame, 7);
    expect(binary.decode(larger.subarray(7, 7 + frame.length))).toEqual(e);
  });

  test("leave the domain of their own stream out, and no other", () => {
    const to = el("message", NS_CLIENT, { to: "aaaaaaaaaaaaaaaa@chat.example.org/1" });
    const elsewhere = new BinaryCodec({ domain: "other.example" });
    expect(elsewhere.decode(binary.encode(to)).attrs.to).toBe("aaaaaaaaaaaaaaaa@other.example/1");
    expect(elsewhere.decode(elsewhere.encode(to))).toEqual(to);
  });
});
