import { describe, expect, test } from "bun:test";
import dictionary from "../../../docs/protocol/vectors/dictionary.json";
import valid from "../../../docs/protocol/vectors/elements.json";
import invalidCulver from "../../../docs/protocol/vectors/invalid-culver.json";
import invalidXml from "../../../docs/protocol/vectors/invalid-xml.json";
import { buildTokenTables } from "../src/binary/token-tables.ts";
import { BinaryCodec, DICTIONARY_VERSION, MalformedFrameError, XmlCodec } from "../src/index.ts";
import { fromHex, toHex } from "./support/hex.ts";
import { type ElementJson, fromJson } from "./support/model-json.ts";

const binary = new BinaryCodec({ domain: valid.domain });
const xml = new XmlCodec();

function failure(work: () => unknown): MalformedFrameError {
  try {
    work();
  } catch (error) {
    if (error instanceof MalformedFrameError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("docs/protocol/vectors/elements.json", () => {
  for (const vector of valid.vectors as readonly (typeof valid.vectors)[number][]) {
    test(vector.name, () => {
      const element = fromJson(vector.model as ElementJson);
      expect(toHex(binary.encode(element))).toBe(vector.culver);
      expect(binary.decode(fromHex(vector.culver))).toEqual(element);
      expect(xml.encode(element)).toBe(vector.xml);
      for (const text of [vector.xml, ...(vector.xmlRead ?? [])]) expect(xml.decode(text)).toEqual(element);
    });
  }
});

describe("docs/protocol/vectors/invalid-culver.json", () => {
  for (const vector of invalidCulver.vectors) {
    test(vector.name, () => {
      expect(failure(() => binary.decode(fromHex(vector.culver))).condition).toBe(
        vector.condition as "bad-format",
      );
    });
  }
});

describe("docs/protocol/vectors/invalid-xml.json", () => {
  for (const vector of invalidXml.vectors) {
    test(vector.name, () => {
      expect(failure(() => xml.decode(vector.xml)).condition).toBe(vector.condition as "bad-format");
    });
  }
});

test("docs/protocol/vectors/dictionary.json is the dictionary in force", () => {
  const { elements, namespaces, attributes, values } = buildTokenTables(DICTIONARY_VERSION);
  expect(dictionary).toEqual({
    version: DICTIONARY_VERSION,
    namespaces: [...namespaces],
    elements: elements.map(({ name, xmlns, binary: bytes }) => ({ name, xmlns, bytes })),
    attributes: [...attributes],
    values: [...values],
  });
});
