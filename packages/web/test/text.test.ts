import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { shortcodes } from "../src/composer/emoji-data.ts";
import { avatarGround, initials } from "../src/lib/avatar.ts";
import { textDirection } from "../src/lib/direction.ts";
import { excerpt, highlight } from "../src/lib/highlight.ts";
import { completedShortcode, matchShortcodes, shortcodeAt } from "../src/lib/shortcode.ts";
import { longestText, textLeft } from "../src/lib/text-limit.ts";
import { plural } from "../src/words/plural.ts";

describe("avatars", () => {
  test("initials are the first and last word's", () => {
    expect(initials("Robin Ashe")).toBe("RA");
    expect(initials("  maria   de la Cruz ")).toBe("MC");
    expect(initials("Þórdís")).toBe("Þ");
    expect(initials("(Lukas) 2")).toBe("L");
    expect(initials("+44 7700 900123")).toBe("");
  });

  test("every account has one of eight grounds", () => {
    fc.assert(
      fc.property(fc.string(), (account) => [0, 1, 2, 3, 4, 5, 6, 7].includes(avatarGround(account))),
    );
  });
});

describe("emoji by name", () => {
  test("a name is being typed only after a space", () => {
    expect(shortcodeAt("hi :hea", 7)).toEqual({ from: 3, query: "hea" });
    expect(shortcodeAt("10:30", 5)).toBeUndefined();
    expect(shortcodeAt("https://x", 9)).toBeUndefined();
    expect(shortcodeAt("hi :h", 5)).toBeUndefined();
  });

  test("a closed name becomes its emoji", () => {
    expect(completedShortcode("ok :tada:", 9, shortcodes)).toEqual({ text: "ok 🎉", caret: 5 });
    expect(completedShortcode("ok :nosuch:", 11, shortcodes)).toBeUndefined();
  });

  test("names that begin with the query come first", () => {
    expect(matchShortcodes(shortcodes, "heart")[0]?.code).toBe("heart");
  });

  test("each name once, each with one emoji", () => {
    expect(new Set(shortcodes.map(({ code }) => code)).size).toBe(shortcodes.length);
    // biome-ignore lint/complexity/useRegexLiterals: the compiler's target does not know the flag v.
    const emoji = new RegExp(String.raw`^\p{RGI_Emoji}$`, "v");
    expect(shortcodes.filter((one) => !emoji.test(one.emoji)).map(({ code }) => code)).toEqual([]);
  });
});

describe("search hits", () => {
  test("begin a word, whatever the case and accents", () => {
    expect(highlight("Crème brûlée", "brul")).toEqual([
      { text: "Crème ", hit: false },
      { text: "brûl", hit: true },
      { text: "ée", hit: false },
    ]);
    expect(highlight("start", "tar")).toEqual([{ text: "start", hit: false }]);
  });

  test("lose nothing of the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string(),
        (text, query) =>
          highlight(text, query)
            .map((one) => one.text)
            .join("") === text,
      ),
    );
  });

  test("a far hit is brought near", () => {
    const text = `${"word ".repeat(40)}needle here`;
    expect(excerpt(text, "needle")).toMatch(/^….{0,26}needle here$/);
  });
});

describe("length", () => {
  test("counts code points, not UTF-16 units", () => {
    expect(textLeft("👍".repeat(longestText))).toBe(0);
    expect(textLeft("a".repeat(longestText + 1))).toBe(-1);
  });
});

describe("words", () => {
  test("plurals follow the language's rules", () => {
    expect(plural(1, { one: "# try", other: "# tries" })).toBe("1 try");
    expect(plural(0, { one: "# try", other: "# tries" })).toBe("0 tries");
    expect(plural(1_200, { other: "# messages" })).toBe("1,200 messages");
  });

  test("direction is the first letter's", () => {
    expect(textDirection("שלום")).toBe("rtl");
    expect(textDirection("10:30 مساء")).toBe("rtl");
    expect(textDirection("hi שלום")).toBe("ltr");
    expect(textDirection("👍 12")).toBe("ltr");
  });
});
