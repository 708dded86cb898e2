import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { BinaryCodec, type Element, MalformedFrameError, type StanzaCodec, XmlCodec } from "../src/index.ts";
import { DOMAIN, element } from "./support/arbitraries.ts";

const binary = new BinaryCodec({ domain: DOMAIN });
const xml = new XmlCodec();

/**
 * Decodes what came from a stranger. Only MalformedFrameError may come out, and whatever is accepted is an element of
 * the model: it can be written again and reads as the same.
 */
function swallow<Frame extends string | Uint8Array>(codec: StanzaCodec<Frame>, frame: Frame): void {
  let accepted: Element;
  try {
    accepted = codec.decode(frame);
  } catch (error) {
    if (error instanceof MalformedFrameError) return;
    throw error;
  }
  expect(binary.decode(binary.encode(accepted))).toEqual(accepted);
  expect(xml.decode(xml.encode(accepted))).toEqual(accepted);
}

const edit = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 4 }) });

function applyEdit(
  frame: Uint8Array,
  { at, remove, insert }: { at: number; remove: number; insert: Uint8Array },
): Uint8Array {
  const start = at % (frame.length + 1);
  return Uint8Array.from([...frame.subarray(0, start), ...insert, ...frame.subarray(start + remove)]);
}

const tokens = fc.constantFrom(
  ..."<>/=\"'&;#x![]-? \r\n",
  "<a xmlns='u'>",
  "</a>",
  "<![CDATA[",
  "]]>",
  "<!--",
  "<?",
  "<!DOCTYPE",
  "xmlns:p='v'",
  "<p:a",
  "&amp;",
  "&#x1F30D;",
  "\ud800",
  "text",
);

describe("culver.v1", () => {
  test("arbitrary bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (frame) => swallow(binary, frame)),
      { numRuns: 5000 },
    );
  });

  test("bytes that begin as an element does", () => {
    const head = fc.constantFrom(
      [0x01, 0x0b],
      [0x05, 0x01],
      [0x27, 0x06],
      [0x00],
      [0x05, 0xff],
      [0x01, 0x03, 0x05],
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 100 }), (start, rest) =>
        swallow(binary, Uint8Array.from([...start, ...rest])),
      ),
      { numRuns: 5000 },
    );
  });

  test("valid frames with some bytes changed, lost or added", () => {
    fc.assert(
      fc.property(element, fc.array(edit, { minLength: 1, maxLength: 3 }), (e, edits) => {
        swallow(binary, edits.reduce(applyEdit, binary.encode(e)));
      }),
      { numRuns: 1500 },
    );
  });

  test("every beginning of a valid frame is refused", () => {
    fc.assert(
      fc.property(element, (e) => {
        const frame = binary.encode(e);
        for (let end = 0; end < frame.length; end += 1 + (frame.length >>> 6)) {
          expect(() => binary.decode(frame.subarray(0, end))).toThrow(MalformedFrameError);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("XML", () => {
  test("arbitrary text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (frame) => swallow(xml, frame)),
      { numRuns: 2000 },
    );
  });

  test("tokens of XML in any order", () => {
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 30 }), (parts) => swallow(xml, parts.join(""))),
      { numRuns: 5000 },
    );
  });

  test("valid frames with tokens thrown in", () => {
    const throwIn = fc.tuple(fc.nat(), fc.nat(3), tokens);
    fc.assert(
      fc.property(element, fc.array(throwIn, { minLength: 1, maxLength: 3 }), (e, edits) => {
        let text = xml.encode(e);
        for (const [place, remove, insert] of edits) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + insert + text.slice(at + remove);
        }
        swallow(xml, text);
      }),
      { numRuns: 1500 },
    );
  });
});

describe("frames at the limit of 262144 bytes end quickly", () => {
  const size = 262_144;
  const hostile: readonly (readonly [string, string])[] = [
    ["start tags", '<a xmlns="u">'.padEnd(size, "<a>")],
    ["attributes", '<a xmlns="u" '.padEnd(size, "b='' ")],
    [
      "attributes of their own",
      `<a xmlns="u" ${Array.from({ length: 20_000 }, (_, i) => `a${i}=''`).join(" ")}`,
    ],
    ["ampersands", '<a xmlns="u">'.padEnd(size, "&")],
    ["entities", '<a xmlns="u">'.padEnd(size, "&amp;")],
    ["CDATA begun", '<a xmlns="u">'.padEnd(size, "<![CDATA[")],
    ["empty CDATA", '<a xmlns="u">'.padEnd(size, "<![CDATA[]]>")],
    ["spaces", '<a xmlns="u"'.padEnd(size, " ")],
    ["carriage returns", '<a xmlns="u">'.padEnd(size, "\r")],
    ["a name", "<".padEnd(size, "a")],
    ["colons", "<a".padEnd(size, ":a")],
    ["children", '<a xmlns="u">'.padEnd(size, "<a/>")],
    ["prefixes", `<a xmlns="u" ${Array.from({ length: 10_000 }, (_, i) => `xmlns:p${i}='u'`).join(" ")}`],
  ];
  for (const [what, frame] of hostile) {
    test(`XML: ${what}`, () => {
      const start = performance.now();
      expect(() => xml.decode(frame.slice(0, size))).toThrow(MalformedFrameError);
      expect(performance.now() - start).toBeLessThan(1000);
    });
  }

  for (const [what, pattern] of [
    ["children in children", [0x05, 0x03, 0x80, 0x20]],
    ["the widest lists", [0x05, 0x03, 0x80, 0x20, 0x05, 0x00]],
    ["63 attributes", [0x05, 0xfc]],
    ["elements", [0x05, 0x03, 0x80, 0x20, ...Array.from({ length: 400 }, () => [0x05, 0x00]).flat()]],
  ] as const) {
    test(`culver.v1: ${what}`, () => {
      const frame = Uint8Array.from({ length: size }, (_, i) => pattern[i % pattern.length] ?? 0);
      const start = performance.now();
      expect(() => binary.decode(frame)).toThrow(MalformedFrameError);
      expect(performance.now() - start).toBeLessThan(1000);
    });
  }

  test("one byte more is a policy-violation", () => {
    const text = (bytes: number): string => `<a xmlns="u">${"x".repeat(bytes - 17)}</a>`;
    expect(xml.decode(text(size)).name).toBe("a");
    expect(() => xml.decode(text(size + 1))).toThrow("policy-violation");
    expect(() => xml.decode(`<a xmlns="u">${"\u00fc".repeat(size / 2)}</a>`)).toThrow("policy-violation");
    expect(() => binary.decode(new Uint8Array(size + 1))).toThrow("policy-violation");
  });
});
