import { describe, expect, test } from "bun:test";
import { BinaryDecoder } from "../src/binary/binary-decoder.ts";
import { BinaryEncoder } from "../src/binary/binary-encoder.ts";
import { DICTIONARY, DICTIONARY_VERSION, type DictionarySection } from "../src/binary/dictionary.ts";
import { buildTokenTables } from "../src/binary/token-tables.ts";
import { el, NS_CLIENT } from "../src/index.ts";
import { isAttributeName, isElementName, isNamespace, isText } from "../src/lexical.ts";
import { toHex } from "./support/hex.ts";

const unique = (list: readonly string[]): boolean => new Set(list).size === list.length;

describe("the dictionary", () => {
  const tables = buildTokenTables(DICTIONARY_VERSION);

  test("has versions that grow by one up to the one in force", () => {
    expect(DICTIONARY.map((section) => section.version)).toEqual(
      Array.from({ length: DICTIONARY_VERSION }, (_, i) => i + 1),
    );
  });

  test("names everything once", () => {
    expect(unique(tables.elements.map((e) => `${e.xmlns} ${e.name}`))).toBe(true);
    expect(unique(tables.namespaces)).toBe(true);
    expect(unique(tables.attributes)).toBe(true);
    expect(unique(tables.values)).toBe(true);
  });

  test("holds only what the model allows", () => {
    for (const { name, xmlns } of tables.elements)
      expect(isElementName(name) && isNamespace(xmlns)).toBe(true);
    for (const name of tables.attributes) expect(isAttributeName(name)).toBe(true);
    for (const xmlns of tables.namespaces) expect(isNamespace(xmlns)).toBe(true);
    for (const value of tables.values) expect(isText(value) && value.length <= 32).toBe(true);
  });

  test("fits its codes: 240 + 4096 elements, 255 namespaces and attributes, 128 + 4096 values", () => {
    expect(tables.elements.length).toBeLessThan(239 + 4096);
    expect(tables.namespaces.length).toBeLessThan(256);
    expect(tables.attributes.length).toBeLessThan(256);
    expect(tables.values.length).toBeLessThan(128 + 4096);
  });
});

describe("codes of two bytes and versions", () => {
  const names = (count: number, prefix: string): string =>
    Array.from({ length: count }, (_, i) => `${prefix}${i}`).join(" ");
  const sections: DictionarySection[] = [
    {
      version: 1,
      namespaces: [],
      elements: [[NS_CLIENT, names(600, "e")]],
      attributes: "a",
      values: names(500, "v"),
    },
    { version: 2, namespaces: ["urn:new"], elements: [["urn:new", "late"]], attributes: "b", values: "late" },
  ];
  const encoder = (version: number): BinaryEncoder =>
    new BinaryEncoder(buildTokenTables(version, sections), "x");
  const decoder = (version: number): BinaryDecoder =>
    new BinaryDecoder(buildTokenTables(version, sections), "x", 1000);

  test("every element and value of a large dictionary round-trips", () => {
    for (let i = 0; i < 600; i++) {
      const e = el(`e${i}`, NS_CLIENT, { a: `v${i % 500}` });
      const frame = encoder(1).encode(e);
      expect(frame.length).toBe((i < 239 ? 1 : 2) + 2 + (i % 500 < 128 ? 1 : 2));
      expect(decoder(1).decode(frame)).toEqual(e);
    }
  }, 20_000);

  test("the bytes are those that docs/protocol/encodings.md states", () => {
    expect(toHex(encoder(1).encode(el("e238", NS_CLIENT)))).toBe("ef00");
    expect(toHex(encoder(1).encode(el("e239", NS_CLIENT)))).toBe("f00000");
    expect(toHex(encoder(1).encode(el("e495", NS_CLIENT)))).toBe("f10000");
    expect(toHex(encoder(1).encode(el("e0", NS_CLIENT, {}, "v127")))).toBe("0101ff");
    expect(toHex(encoder(1).encode(el("e0", NS_CLIENT, {}, "v128")))).toBe("01016000");
    expect(toHex(encoder(1).encode(el("e0", NS_CLIENT, {}, "v384")))).toBe("01016100");
  });

  test("a writer of version 1 is read by both, and what version 2 adds is spelt out for a reader of version 1", () => {
    const e = el("late", "urn:new", { b: "late" }, [el("e5", NS_CLIENT)]);
    expect(decoder(1).decode(encoder(1).encode(e))).toEqual(e);
    expect(decoder(2).decode(encoder(1).encode(e))).toEqual(e);
    expect(decoder(2).decode(encoder(2).encode(e))).toEqual(e);
    expect(() => decoder(1).decode(encoder(2).encode(e))).toThrow("dictionary");
  });
});
