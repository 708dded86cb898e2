import { describe, expect, test } from "bun:test";
import { fold, matches } from "../src/search/fold.ts";

const found = (text: string, query: string) => matches(fold(text), fold(query));

describe("search", () => {
  test("does not mind case and accents, in either", () => {
    expect(found("Crème Brûlée", "creme")).toBe(true);
    expect(found("creme brulee", "CRÈME")).toBe(true);
    expect(found("ΆΓΓΕΛΟΥ", "αγγελου")).toBe(true);
    expect(found("İstanbul", "istanbul")).toBe(true);
    expect(found("ﬁnd me", "find")).toBe(true);
  });

  test("finds all words in any order, and no others", () => {
    expect(found("tea at four in the garden", "garden tea")).toBe(true);
    expect(found("tea at four in the garden", "garden coffee")).toBe(false);
  });

  test("finds what lies inside words of scripts without spaces", () => {
    expect(found("明日東京で会いましょう", "東京")).toBe(true);
  });
});
