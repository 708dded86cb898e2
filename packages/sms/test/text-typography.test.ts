import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { countSegments, isGsm7, replaceTypography, segmentText, splitText } from "../src/text/index.ts";
import { typography } from "../src/text/typography-table.ts";

describe("smart replacement of typographic characters", () => {
  test("every replacement is GSM-7, and replaces a character that is not", () => {
    for (const [from, to] of typography) {
      expect([from, isGsm7(to)]).toEqual([from, true]);
      expect([from, isGsm7(from)]).toEqual([from, false]);
    }
  });

  test("quotes, dashes, ellipsis, spaces and invisible characters, with a list of what was replaced", () => {
    expect(replaceTypography("“It’s\u00a0here”\u200b — wait… “ok”")).toEqual({
      text: '"It\'s here" - wait... "ok"',
      replaced: [
        { from: "“", to: '"', times: 2 },
        { from: "’", to: "'", times: 1 },
        { from: "\u00a0", to: " ", times: 1 },
        { from: "”", to: '"', times: 2 },
        { from: "\u200b", to: "", times: 1 },
        { from: "—", to: "-", times: 1 },
        { from: "…", to: "...", times: 1 },
      ],
    });
  });

  test("decomposed letters are composed where GSM-7 has them; no letter loses its accent", () => {
    expect(replaceTypography("cafe\u0301")).toEqual({
      text: "café",
      replaced: [{ from: "e\u0301", to: "é", times: 1 }],
    });
    expect(replaceTypography("ça ş ж 漢")).toEqual({ text: "ça ş ж 漢", replaced: [] });
  });

  test("joiners inside an emoji or a conjunct stay", () => {
    for (const text of ["👩‍👩‍👧", "❤️", "क्‍ष", "می‌خواهم"]) expect(replaceTypography(text).text).toBe(text);
  });

  test("replacing twice changes nothing more", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...typography.keys(), "a", "é", "e\u0301", "ж", "😀", "\u200d"), {
          maxLength: 60,
        }),
        (pieces) => {
          const once = replaceTypography(pieces.join(""));
          const changed = once.replaced.some(({ from, to }) => from !== to);
          expect(once.text === pieces.join("")).toBe(!changed);
          expect(once.text).not.toContain("…");
        },
      ),
    );
  });

  test("off unless asked for", () => {
    expect(splitText("“hi”")).toMatchObject({ alphabet: "ucs2", parts: ["“hi”"], replaced: [] });
  });

  test("asked for, it is used where the text leaves UCS-2, and only there", () => {
    const options = { replaceTypography: true };
    expect(splitText("“hi”", options)).toMatchObject({ alphabet: "gsm7", parts: ['"hi"'] });
    expect(countSegments("“hi”", options)).toMatchObject({ units: 4, forcing: [], remaining: 156 });
    expect(splitText("“hi” 😀", options)).toMatchObject({ parts: ["“hi” 😀"], replaced: [] });
    // 70 ellipses are one message as written, and 210 septets in GSM-7.
    expect(splitText("…".repeat(70), options)).toMatchObject({ alphabet: "ucs2", replaced: [] });
    expect(segmentText("it’s", 1, 255, options)[0]?.octets).toHaveLength(4);
    const quoted = `“${"नमस्ते ".repeat(18)}”`;
    expect(splitText(quoted, { ...options, nationalLanguages: ["hindi"] })).toMatchObject({
      alphabet: "gsm7",
      replaced: [{ from: "“" }, { from: "”" }],
    });
  });

  test("agrees with the calculator's smart encoding on the characters both know", () => {
    const common = [..."‘’‛“”„‟–—…\u00a0\u2003\u2009\u200b"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...common, "a", "é", "€"), { minLength: 1, maxLength: 300 }),
        (pieces) => {
          const theirs = new SegmentedMessage(pieces.join(""), "auto", true);
          expect(theirs.encodingName).toBe("GSM-7");
          expect(splitText(replaceTypography(pieces.join("")).text)).toMatchObject({ alphabet: "gsm7" });
        },
      ),
    );
  });
});
