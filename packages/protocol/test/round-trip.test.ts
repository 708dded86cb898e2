import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { BinaryCodec, XmlCodec } from "../src/index.ts";
import { DOMAIN, element } from "./support/arbitraries.ts";

const binary = new BinaryCodec({ domain: DOMAIN });
const xml = new XmlCodec();

describe("any element", () => {
  test("round-trips through culver.v1", () => {
    fc.assert(
      fc.property(element, (e) => {
        expect(binary.decode(binary.encode(e))).toEqual(e);
      }),
      { numRuns: 500 },
    );
  });

  test("round-trips through XML", () => {
    fc.assert(
      fc.property(element, (e) => {
        expect(xml.decode(xml.encode(e))).toEqual(e);
      }),
      { numRuns: 500 },
    );
  });

  test("maps one to one between the two: XML read, written as culver.v1, read and written as XML again", () => {
    fc.assert(
      fc.property(element, (e) => {
        const text = xml.encode(e);
        expect(xml.encode(binary.decode(binary.encode(xml.decode(text))))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
