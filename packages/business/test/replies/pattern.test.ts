import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { compilePattern, matchProgram, PatternError } from "../../src/replies/pattern/index.ts";
import { MAX_STEPS } from "../../src/replies/pattern/program.ts";

const isFound = (pattern: string, text: string): boolean =>
  matchProgram(compilePattern(pattern), text).isFound;

/** Patterns of the language, over letters of which some differ in case alone. */
const patterns = fc.letrec<{ node: string; atom: string; item: string }>((tie) => ({
  atom: fc.constantFrom(
    "a",
    "B",
    "ß",
    "é",
    ".",
    "[a-c]",
    "[^b]",
    "\\d",
    "\\w",
    "\\s",
    "\\p{L}",
    "\\.",
    "k",
    "\\n",
    "😀",
  ),
  item: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    tie("atom"),
    fc
      .tuple(tie("atom"), fc.constantFrom("?", "*", "+", "{2}", "{1,}", "{0,2}", "*?", "+?"))
      .map((part) => part.join("")),
    fc
      .tuple(tie("node"), fc.constantFrom("", "?", "*", "+", "{2}", "{1,3}"))
      .map(([node, sign]) => `(${node})${sign}`),
    fc.constantFrom("^", "$", "\\b", "\\B", "(?:)"),
  ),
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.array(tie("item"), { maxLength: 4 }).map((items) => items.join("")),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(?:${a}|${b})`),
  ),
})).node;
const texts = fc
  .array(fc.constantFrom("a", "A", "b", "c", "0", "_", " ", "\n", ".", "K", "k", "\u212a", "😀"), {
    maxLength: 10,
  })
  .map((letters) => letters.join(""));

describe("patterns", () => {
  test("find what JavaScript's regular expressions find", () => {
    // Letters outside ASCII are words to \b here and not there.
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        fc.pre(!(/\\b/i.test(pattern) && /[^\0-\x7f]/.test(text)));
        expect(isFound(pattern, text)).toBe(new RegExp(pattern, "iu").test(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test("any text is a pattern or is refused with its place", () => {
    const signs = fc.array(fc.constantFrom(..."ab(){}[]?*+|^$.\\:<>=!,123-dpLkux "), { maxLength: 14 });
    fc.assert(
      fc.property(signs, texts, (letters, text) => {
        const pattern = letters.join("");
        try {
          const found = isFound(pattern, text);
          // What JavaScript takes as well means the same.
          let native: RegExp | undefined;
          try {
            native = new RegExp(pattern, "iu");
          } catch {}
          if (native && !(/\\b/i.test(pattern) && /[^\0-\x7f]/.test(text)))
            expect(found).toBe(native.test(text));
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
          expect(error.at).toBeLessThanOrEqual(pattern.length);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test.each([
    ["(a+)+$", "a", "!"],
    ["(a|a)*$", "a", "!"],
    ["(a|aa)+$", "a", "!"],
    ["(.*)*x", "a", ""],
    ["(a*)*b", "a", ""],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a", "1"],
    ["(\\w+\\s?)*$", "a ", "!"],
    ["(a?){30}a{30}", "a", ""],
  ])("%s costs no more than its length for each letter", (pattern, unit, end) => {
    const program = compilePattern(pattern);
    for (const length of [10, 100, 4_000]) {
      const text = unit.repeat(length) + end;
      expect(matchProgram(program, text).taken).toBeLessThanOrEqual(
        program.steps.length * ([...text].length + 1),
      );
    }
  });

  test("cases do not matter, in any script, nor does normal form of signs beyond the first plane", () => {
    expect(isFound("ÖFFNUNGSZEIT(EN)?", "eure öffnungszeiten?")).toBe(true);
    expect(isFound("привет", "ПРИВЕТ!")).toBe(true);
    expect(isFound("^.$", "😀")).toBe(true);
    expect(isFound("\\bgröße\\b", "die Größe passt")).toBe(true);
    expect(isFound("営業", "営業時間は？")).toBe(true);
  });

  test.each([
    ["a(?=b)", 1, /ahead/],
    ["(?<!a)b", 0, /behind/],
    ["(a)\\1", 3, /group has found/],
    ["(?<n>a)\\k<n>", 7, /group has found/],
    ["a**", 2, /two repetitions/],
    ["*a", 0, /nothing to repeat/],
    ["^*", 0, /nothing to repeat/],
    ["(ab", 0, /not closed/],
    ["ab)", 2, /has no/],
    ["[ab", 0, /not closed/],
    ["[]", 0, /nothing between/],
    ["a{3", 1, /brace/],
    ["a{5,2}", 1, /ends before/],
    ["a{500}", 1, /up to 100/],
    ["((a{50}){50}){50}", 17, /too large/],
    ["\\q", 0, /mean nothing/],
    ["\\p{Nonsense}", 0, /not a kind/],
    ["[z-a]", 0, /not a kind/],
    ["(?i)a", 0, /not known/],
    [`${"(".repeat(31)}a${")".repeat(31)}`, 30, /too deep/],
  ])("%s is refused", (pattern, at, message) => {
    try {
      compilePattern(pattern);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      expect(error.message).toMatch(message);
      expect(error.at).toBe(at);
      return;
    }
    throw new Error("it was taken");
  });

  test("no program is longer than its limit", () => {
    expect(() => compilePattern("a{100}".repeat(100))).toThrow(PatternError);
    expect(compilePattern("a{100}".repeat(19)).steps.length).toBeLessThanOrEqual(MAX_STEPS);
  });
});
