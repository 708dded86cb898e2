import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isJumbo, type Node, parseMarkup, plainText, safeHref } from "../src/lib/markup.ts";

const kinds = (text: string): string =>
  parseMarkup(text)
    .map(({ kind }) => kind)
    .join(" ");

describe("markup", () => {
  test("knows bold, italic, strike, mono and blocks", () => {
    expect(parseMarkup("a *b* c")).toEqual([
      { kind: "text", text: "a " },
      { kind: "bold", children: [{ kind: "text", text: "b" }] },
      { kind: "text", text: " c" },
    ]);
    expect(kinds("_i_ ~s~ `m`")).toBe("italic text strike text mono");
    expect(parseMarkup("```\nline\n```")).toEqual([{ kind: "block", text: "line" }]);
  });

  test("nests, and leaves marks inside mono alone", () => {
    expect(parseMarkup("*a _b_*")).toEqual([
      {
        kind: "bold",
        children: [
          { kind: "text", text: "a " },
          { kind: "italic", children: [{ kind: "text", text: "b" }] },
        ],
      },
    ]);
    expect(parseMarkup("`*a*`")).toEqual([{ kind: "mono", text: "*a*" }]);
  });

  test("leaves arithmetic, names and lone marks as they are", () => {
    for (const text of ["2 * 3 * 4", "snake_case_name", "a*b*c", "*", "**", "* a*", "*a\nb*", "5 ~ 6"]) {
      expect(parseMarkup(text)).toEqual([{ kind: "text", text }]);
    }
  });

  test("finds links without the punctuation around them", () => {
    expect(parseMarkup("see https://example.org/a_(b)?c=1.")).toEqual([
      { kind: "text", text: "see " },
      { kind: "link", text: "https://example.org/a_(b)?c=1", href: "https://example.org/a_(b)?c=1" },
      { kind: "text", text: "." },
    ]);
    expect(parseMarkup("(www.example.org)")[1]).toEqual({
      kind: "link",
      text: "www.example.org",
      href: "https://www.example.org/",
    });
  });

  test("makes no link of what could deceive or run", () => {
    expect(safeHref("javascript:alert(1)")).toBeUndefined();
    expect(safeHref("https://bank.example@evil.example/")).toBeUndefined();
    expect(safeHref("data:text/html,x")).toBeUndefined();
    // A look-alike host shows its real name in the address that opens.
    expect(safeHref("https://аpple.com/")).toBe("https://xn--pple-43d.com/");
  });

  test("loses no character of any text, but for marks that took effect", () => {
    const letters = fc.string({
      unit: fc.constantFrom("a", " ", "*", "_", "~", "`", "\n", "h", "https://x.io", "é", "👍"),
      maxLength: 60,
    });
    const flat = (nodes: readonly Node[]): string =>
      nodes.map((one) => ("children" in one ? flat(one.children) : one.text)).join("");
    const bare = (text: string): string => text.replace(/[*_~`\n]/gu, "");
    fc.assert(
      fc.property(letters, (text) => bare(flat(parseMarkup(text))) === bare(text)),
      { numRuns: 2_000 },
    );
  });

  test("ends on any text, quickly", () => {
    const started = performance.now();
    for (const text of ["*".repeat(16_000), "*a ".repeat(5_000), "`".repeat(16_000), "http".repeat(4_000)])
      parseMarkup(text);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test("plain text is one line without marks", () => {
    expect(plainText("*Hi*\n_there_  `x`")).toBe("Hi there x");
  });

  test("one to three emoji alone are shown large", () => {
    expect(isJumbo("👍")).toBe(true);
    expect(isJumbo("❤️ 👨‍👩‍👧")).toBe(true);
    expect(isJumbo("👍👍👍👍")).toBe(false);
    expect(isJumbo("3")).toBe(false);
    expect(isJumbo("ok 👍")).toBe(false);
  });
});
