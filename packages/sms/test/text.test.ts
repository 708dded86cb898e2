import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import {
  alphabetOf,
  countSegments,
  decodeGsm7,
  decodeLatin1,
  decodeText,
  decodeUcs2,
  defaultAlphabet,
  encodeGsm7,
  encodeLatin1,
  encodeText,
  encodeUcs2,
  isGsm7,
  parseUserDataHeader,
  segmentText,
  splitText,
  TextTooLongError,
  UnencodableTextError,
} from "../src/text/index.ts";

const gsmCharacters = [
  ...defaultAlphabet.characters.filter((_, septet) => septet !== 0x1b),
  ...defaultAlphabet.extension.values(),
];
const gsmText = (maxLength: number) =>
  fc.array(fc.constantFrom(...gsmCharacters), { maxLength }).map((characters) => characters.join(""));
const mixedText = fc
  .array(fc.constantFrom("a", "ж", "é", "漢", "😀", "👩‍👩‍👧", "🇬🇧", "e\u0301", "👍🏽", "€", " "), {
    maxLength: 120,
  })
  .map((pieces) => pieces.join(""));

describe("GSM 03.38 default alphabet", () => {
  test("128 positions, each character once", () => {
    expect(defaultAlphabet.characters).toHaveLength(128);
    expect(new Set(gsmCharacters).size).toBe(127 + 10);
  });

  test("septets of known characters (TS 23.038 section 6.2.1)", () => {
    expect([...encodeGsm7("@£Δ_ A¿à")]).toEqual([0x00, 0x01, 0x10, 0x11, 0x20, 0x41, 0x60, 0x7f]);
    expect([...encodeGsm7("€[")]).toEqual([0x1b, 0x65, 0x1b, 0x3c]);
  });

  test("round trip", () => {
    fc.assert(fc.property(gsmText(300), (text) => decodeGsm7(encodeGsm7(text)) === text));
  });

  test("decoding never fails and is total", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => typeof decodeGsm7(octets) === "string"),
    );
    expect(decodeGsm7(Uint8Array.of(0x1b, 0x41))).toBe("A");
    expect(decodeGsm7(Uint8Array.of(0x1b))).toBe(" ");
  });

  test("a foreign character is refused by name, without the text", () => {
    expect(() => encodeGsm7("ça va 7731")).toThrow(UnencodableTextError);
    expect(isGsm7("ça va")).toBe(false);
    expect(() => encodeGsm7("ça va 7731")).not.toThrow(/7731/);
  });
});

describe("UCS-2 and Latin-1", () => {
  test("big endian", () => {
    expect([...encodeUcs2("aж😀")]).toEqual([0, 0x61, 0x04, 0x36, 0xd8, 0x3d, 0xde, 0x00]);
  });

  test("round trips", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        // A leading U+FEFF is a byte order mark to a reader.
        fc.pre(!text.startsWith("\ufeff"));
        return decodeUcs2(encodeUcs2(text)) === text;
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (o) => Buffer.from(encodeLatin1(decodeLatin1(o))).equals(Buffer.from(o))),
    );
    expect(() => encodeLatin1("€")).toThrow(UnencodableTextError);
  });

  test("data_coding names the alphabet (SMPP 3.4 section 5.2.19)", () => {
    expect([0, 1, 2, 3, 4, 8, 0x10, 0x18, 0xf0, 0xf4].map(alphabetOf)).toEqual([
      "gsm7",
      "latin1",
      "binary",
      "latin1",
      "binary",
      "ucs2",
      "gsm7",
      "ucs2",
      "gsm7",
      "binary",
    ]);
    expect(decodeText(encodeText("ça va", "latin1"), 3)).toBe("ça va");
  });
});

describe("segments", () => {
  test.each([
    ["", 1],
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["ж".repeat(70), 1],
    ["ж".repeat(71), 2],
    ["a".repeat(153 * 3), 3],
    ["a".repeat(153 * 3 + 1), 4],
  ])("%# counts as the standard does", (text, segments) => {
    expect(countSegments(text).segments).toBe(segments);
  });

  test("an escape pair stays in one part: 152 letters and € need the next part for both septets", () => {
    const { parts } = splitText(`${"a".repeat(152)}€${"b".repeat(100)}`);
    expect(parts[0]).toBe("a".repeat(152));
    expect(parts[1]?.startsWith("€")).toBe(true);
  });

  test("graphemes stay whole, surrogate pairs always", () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        const { parts } = splitText(text);
        expect(parts.join("")).toBe(text);
        for (const part of parts) expect(part).not.toMatch(/\p{Surrogate}/u);
        const family = "👩‍👩‍👧";
        const whole = parts.reduce((sum, part) => sum + part.split(family).length - 1, 0);
        expect(whole).toBe(text.split(family).length - 1);
      }),
    );
    const giant = `e${"\u0301".repeat(300)}`;
    expect(splitText(giant).parts.join("")).toBe(giant);
  });

  test("agrees with sms-segments-calculator", () => {
    fc.assert(
      fc.property(fc.oneof(gsmText(700), mixedText), (text) => {
        fc.pre(text.length > 0);
        const theirs = new SegmentedMessage(text);
        const ours = splitText(text);
        expect(ours.alphabet).toBe(theirs.encodingName === "GSM-7" ? "gsm7" : "ucs2");
        expect(ours.parts.length).toBe(theirs.segmentsCount);
      }),
      { numRuns: 400 },
    );
  });

  test("parts carry an 8-bit concatenation header and fit a short message", () => {
    for (const text of ["x".repeat(400), "ж😀".repeat(60)]) {
      const segments = segmentText(text, 0x1ff);
      const read = segments.map(({ octets, dataCoding, hasHeader }, index) => {
        expect(hasHeader).toBe(true);
        expect(octets.length).toBeLessThanOrEqual(dataCoding === 8 ? 140 : 159);
        const header = parseUserDataHeader(octets);
        expect(header?.concatenation).toEqual({ reference: 0xff, total: segments.length, part: index + 1 });
        return decodeText(octets.subarray(header?.length ?? 0), dataCoding);
      });
      expect(read.join("")).toBe(text);
    }
    expect(segmentText("short", 1)[0]?.hasHeader).toBe(false);
  });

  test("more parts than a header can number are refused", () => {
    expect(() => segmentText("a".repeat(153 * 255 + 1), 1)).toThrow(TextTooLongError);
    expect(() => segmentText("a".repeat(1000), 1, 3)).toThrow(TextTooLongError);
  });
});

describe("user data header", () => {
  test("16-bit reference, ports, unknown elements", () => {
    expect(parseUserDataHeader(Uint8Array.of(6, 8, 4, 1, 2, 3, 1))?.concatenation).toEqual({
      reference: 0x102,
      total: 3,
      part: 1,
    });
    const both = Uint8Array.of(13, 0x70, 1, 9, 5, 4, 0x0b, 0x84, 0, 0, 0, 2, 1, 1, 7);
    expect(parseUserDataHeader(both)).toEqual({ length: 14, ports: { destination: 2948, source: 0 } });
  });

  test("malformed headers are no header", () => {
    for (const octets of [[], [5], [5, 0, 3, 1, 2], [2, 0, 9]]) {
      expect(parseUserDataHeader(Uint8Array.from(octets))).toBeUndefined();
    }
    expect(parseUserDataHeader(Uint8Array.of(5, 0, 3, 1, 2, 3))?.concatenation).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
        const header = parseUserDataHeader(octets);
        return header === undefined || header.length <= octets.length;
      }),
    );
  });
});
