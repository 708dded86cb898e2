import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import {
  chooseEncoding,
  countSegments,
  decodeText,
  defaultAlphabet,
  nationalLanguages,
  parseUserDataHeader,
  segmentText,
  shiftedAlphabet,
  splitText,
  type TextOptions,
} from "../src/text/index.ts";

const everyLanguage: TextOptions = { nationalLanguages };
const hindi = "नमस्ते, आप कैसे हैं? मैं कल सुबह दस बजे आ रहा हूँ। ";
const anyOptions: fc.Arbitrary<TextOptions> = fc.record({
  nationalLanguages: fc.constantFrom([], nationalLanguages, ["turkish"] as const, ["hindi", "urdu"] as const),
  latin1: fc.constantFrom("never", "cheaper", "first"),
  referenceBits: fc.constantFrom(8, 16),
});
const tableText = (maxLength: number) =>
  fc.constantFrom(...nationalLanguages).chain((language) => {
    const { characters, extension } = shiftedAlphabet({ locking: language, single: language });
    const all = [...characters.filter((c, septet) => septet !== 0x1b && c !== ""), ...extension.values()];
    return fc.array(fc.constantFrom(...all), { maxLength }).map((picked) => picked.join(""));
  });
const worldText = fc
  .array(
    fc.constantFrom(
      "a",
      "ç",
      "ş",
      "ã",
      "é",
      "ж",
      "漢",
      "क्षि",
      "ந",
      "😀",
      "👩‍👩‍👧",
      "👍🏽",
      "€",
      "\u00a0",
      "“",
    ),
    {
      maxLength: 400,
    },
  )
  .map((pieces) => pieces.join(""));
const anyText = fc.oneof(tableText(600), worldText, fc.string({ unit: "grapheme", maxLength: 300 }));

describe("the cheapest encoding", () => {
  test("no shift table and no Latin-1 unless told", () => {
    for (const text of [hindi.repeat(5), "ışık ".repeat(60), "coração ".repeat(40)]) {
      expect(chooseEncoding(text).encoding).toEqual({ alphabet: "ucs2" });
    }
  });

  test.each<[string, string, object]>([
    ["Turkish in single shift", "Işık açık kaldı, şimdi kapat. ".repeat(4), { single: "turkish" }],
    ["Hindi locked", hindi.repeat(2), { locking: "hindi", single: "hindi" }],
    ["Spanish", "¿Dónde está la estación? Aquí. ".repeat(4), { single: "spanish" }],
  ])("%s, when the carrier takes it", (_, text, shift) => {
    const { encoding, parts } = chooseEncoding(text, everyLanguage);
    expect(encoding).toEqual({ alphabet: "gsm7", shift });
    expect(parts.length).toBeLessThan(splitText(text).parts.length);
  });

  test("a text of one UCS-2 message stays so, and a GSM-7 text needs no table", () => {
    expect(chooseEncoding("ışık", everyLanguage).encoding).toEqual({ alphabet: "ucs2" });
    expect(chooseEncoding("a".repeat(500), everyLanguage).encoding).toEqual({ alphabet: "gsm7" });
    expect(chooseEncoding("ışık 😀 ".repeat(30), everyLanguage).encoding).toEqual({ alphabet: "ucs2" });
  });

  test("a locking table can halve what the default alphabet escapes", () => {
    const { encoding, parts } = chooseEncoding("€".repeat(150), everyLanguage);
    expect(encoding.shift?.locking).toBeDefined();
    expect(parts).toHaveLength(1);
  });

  test("Latin-1 instead of UCS-2, or before GSM-7", () => {
    expect(chooseEncoding("ça va", { latin1: "cheaper" }).encoding).toEqual({ alphabet: "latin1" });
    expect(chooseEncoding("Être", { latin1: "cheaper" }).encoding).toEqual({ alphabet: "latin1" });
    expect(chooseEncoding("hello", { latin1: "cheaper" }).encoding).toEqual({ alphabet: "gsm7" });
    expect(chooseEncoding("hello", { latin1: "first" }).encoding).toEqual({ alphabet: "latin1" });
    expect(chooseEncoding("€", { latin1: "first" }).encoding).toEqual({ alphabet: "gsm7" });
    expect(chooseEncoding("ж", { latin1: "first" }).encoding).toEqual({ alphabet: "ucs2" });
    expect(countSegments("ç".repeat(141), { latin1: "cheaper" })).toMatchObject({
      segments: 2,
      remaining: 127,
    });
  });

  test("no option costs segments over GSM-7 and UCS-2 alone, save Latin-1 before GSM-7", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = splitText(text).parts.length;
        expect(splitText(text, everyLanguage).parts.length).toBeLessThanOrEqual(plain);
        expect(splitText(text, { latin1: "cheaper" }).parts.length).toBeLessThanOrEqual(plain);
        expect(splitText(text, { replaceTypography: true }).parts.length).toBeLessThanOrEqual(plain);
      }),
    );
  });
});

describe("segments under every option", () => {
  test("split, encoded, decoded and rejoined they are the text (TS 23.040 section 9.2.3.24)", () => {
    fc.assert(
      fc.property(anyText, anyOptions, fc.nat(0xffff), (text, options, reference) => {
        // A reader takes U+FEFF at the start of a part for a byte order mark.
        fc.pre(!text.includes("\ufeff"));
        const segments = segmentText(text, reference, 255, options);
        const read = segments.map(({ octets, dataCoding, hasHeader }, index) => {
          const header = hasHeader ? parseUserDataHeader(octets) : undefined;
          const length = header?.length ?? 0;
          const bits = (octets.length - length) * (dataCoding === 0 ? 7 : 8);
          expect(length * 8 + bits).toBeLessThanOrEqual(140 * 8);
          if (segments.length > 1) {
            const mask = options.referenceBits === 16 ? 0xffff : 0xff;
            const concatenation = { reference: reference & mask, total: segments.length, part: index + 1 };
            expect(header?.concatenation).toEqual(concatenation);
          }
          return decodeText(octets.subarray(length), dataCoding, header?.shift);
        });
        expect(read.join("")).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test("a grapheme cluster of an Indic script stays in one part, under shift tables too", () => {
    const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
    const clusters = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
    for (const lead of [60, 65, 66, 67, 130, 143, 144, 145, 146]) {
      const text = "क".repeat(lead) + "क्षि".repeat(100);
      for (const options of [{}, everyLanguage]) {
        const { parts } = splitText(text, options);
        expect(parts.length).toBeGreaterThan(2);
        expect(parts.flatMap(clusters)).toEqual(clusters(text));
      }
    }
  });

  test.each<[TextOptions, string, number, number]>([
    [{}, "a", 160, 153],
    [{ referenceBits: 16 }, "a", 160, 152],
    [{}, "ж", 70, 67],
    [{ referenceBits: 16 }, "ж", 70, 66],
    [{ latin1: "cheaper" }, "ç", 140, 134],
    [{ latin1: "cheaper", referenceBits: 16 }, "ç", 140, 133],
    [{ nationalLanguages: ["turkish"] }, "ğ", 155, 149],
    [{ nationalLanguages: ["turkish"], referenceBits: 16 }, "ğ", 155, 148],
  ])("%j: %s fits %d times alone, %d in a part", (options, character, single, part) => {
    expect(splitText(character.repeat(single), options)).toMatchObject({ remaining: 0 });
    expect(splitText(character.repeat(single), options).parts).toHaveLength(1);
    const long = splitText(character.repeat(part * 3 + 1), options);
    expect(long.parts.map((p) => p.length)).toEqual([part, part, part, 1]);
    expect(long.capacity).toBe(part);
  });

  test("two tables leave 152 septets alone and 146 in a part", () => {
    const options: TextOptions = { nationalLanguages: ["hindi"] };
    expect(splitText(`${"क".repeat(150)}।`, options)).toMatchObject({ remaining: 0, capacity: 152 });
    const long = splitText(`${"क".repeat(145)}।`.repeat(2), options);
    expect(long).toMatchObject({ capacity: 146, shift: { locking: "hindi", single: "hindi" } });
    expect(long.parts).toHaveLength(3);
  });
});

describe("live counts", () => {
  const gsm = [
    ...defaultAlphabet.characters.filter((_, septet) => septet !== 0x1b),
    ...defaultAlphabet.extension.values(),
  ];
  const gsmText = fc.array(fc.constantFrom(...gsm), { maxLength: 700 }).map((picked) => picked.join(""));

  test("units, segments and remaining agree with sms-segments-calculator", () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, worldText), (text) => {
        fc.pre(text.length > 0);
        const theirs = new SegmentedMessage(text);
        const ours = countSegments(text);
        const unitBits = ours.alphabet === "gsm7" ? 7 : 16;
        expect(ours.alphabet).toBe(theirs.encodingName === "GSM-7" ? "gsm7" : "ucs2");
        expect(ours.segments).toBe(theirs.segmentsCount);
        const used = theirs.segments.reduce((bits, segment) => bits + segment.messageSizeInBits(), 0);
        expect(ours.units * unitBits).toBe(used);
        expect(ours.remaining).toBe(Math.floor((theirs.segments.at(-1)?.freeSizeInBits() ?? 0) / unitBits));
      }),
      { numRuns: 300 },
    );
  });

  test("appending up to `remaining` characters opens no segment, one more does", () => {
    fc.assert(
      fc.property(anyText, anyOptions, (text, options) => {
        fc.pre((options.nationalLanguages ?? []).length === 0 && options.latin1 !== "first");
        const { segments, remaining } = countSegments(`${text}.`, options);
        expect(countSegments(`${text}.${"a".repeat(remaining)}`, options).segments).toBe(segments);
        expect(countSegments(`${text}.${"a".repeat(remaining + 1)}`, options).segments).toBe(segments + 1);
      }),
    );
  });

  test("names the characters that force UCS-2, once each, in order", () => {
    expect(countSegments("Hi 👩‍👩‍👧, ça va? ж👩‍👩‍👧ж").forcing).toEqual(["👩‍👩‍👧", "ç", "ж"]);
    expect(countSegments("Hello €").forcing).toEqual([]);
    expect(countSegments("ça", { latin1: "cheaper" }).forcing).toEqual([]);
  });

  test("an empty text is one empty segment", () => {
    expect(countSegments("")).toMatchObject({ units: 0, segments: 1, remaining: 160, capacity: 160 });
  });
});
