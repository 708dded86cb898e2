import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { toBase32 } from "../src/base32.ts";
import {
  fromBase64,
  fromBase64Url,
  InvalidBase64Error,
  randomBytes,
  toBase64,
  toBase64Url,
} from "../src/index.ts";

const utf8 = new TextEncoder();

describe("RFC 4648", () => {
  test("section 10: the test vectors of base64 and base32", () => {
    const vectors = [
      ["", "", ""],
      ["f", "Zg==", "my"],
      ["fo", "Zm8=", "mzxq"],
      ["foo", "Zm9v", "mzxw6"],
      ["foob", "Zm9vYg==", "mzxw6yq"],
      ["fooba", "Zm9vYmE=", "mzxw6ytb"],
      ["foobar", "Zm9vYmFy", "mzxw6ytboi"],
    ] as const;
    for (const [text, base64, base32] of vectors) {
      expect(toBase64(utf8.encode(text))).toBe(base64);
      expect(fromBase64(base64)).toEqual(utf8.encode(text));
      expect(toBase32(utf8.encode(text))).toBe(base32);
    }
  });

  test("any bytes come back, and agree with the platform's btoa", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(btoa(String.fromCharCode(...bytes)));
        expect(fromBase64(text)).toEqual(bytes);
        expect(toBase64Url(bytes)).toBe(text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  test("section 3.5: what is not canonical is refused", () => {
    for (const text of [
      "A",
      "AA",
      "AAA",
      "AB==",
      "AAB=",
      "A===",
      "====",
      "AA AA",
      "AAAA\n",
      "AA==AAAA",
      "-_-_",
      "\u00e9AAA",
    ]) {
      expect(() => fromBase64(text)).toThrow(InvalidBase64Error);
    }
    for (const text of ["A", "AB", "AAB", "AA==", "+/+/"])
      expect(() => fromBase64Url(text)).toThrow(InvalidBase64Error);
  });
});

test("random bytes come in any number up to 4096 and are copies of their own", () => {
  const first = randomBytes(16);
  const copy = first.slice();
  for (let i = 0; i < 600; i++) randomBytes(16);
  expect(first).toEqual(copy);
  expect(randomBytes(4096).length).toBe(4096);
  expect(() => randomBytes(4097)).toThrow(RangeError);
});
