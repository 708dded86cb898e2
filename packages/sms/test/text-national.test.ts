import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  decodeGsm7,
  decodeText,
  defaultAlphabet,
  encodeGsm7,
  encodeText,
  hasLockingShift,
  type NationalLanguage,
  nationalLanguages,
  parseUserDataHeader,
  type Shift,
  shiftedAlphabet,
  writeUserDataHeader,
} from "../src/text/index.ts";

const locking = nationalLanguages.filter(hasLockingShift);
const everyShift: Shift[] = [
  ...nationalLanguages.map((single) => ({ single })),
  ...locking.map((language) => ({ locking: language })),
  ...locking.flatMap((language) => nationalLanguages.map((single) => ({ locking: language, single }))),
];

/** Every character an alphabet can show. */
const charactersOf = (shift: Shift): string[] => {
  const { characters, extension } = shiftedAlphabet(shift);
  return [
    ...new Set([...characters.filter((c, septet) => septet !== 0x1b && c !== ""), ...extension.values()]),
  ];
};

describe("national language tables (TS 23.038 Annex A)", () => {
  test("identifiers 1 to 13 (section 6.2.1.2.4), a locking shift for all but Spanish (A.3.2)", () => {
    expect(nationalLanguages).toHaveLength(13);
    expect(nationalLanguages.filter((language) => !hasLockingShift(language))).toEqual(["spanish"]);
    nationalLanguages.forEach((single, index) => {
      expect([...writeUserDataHeader({ shift: { single } })]).toEqual([3, 0x24, 1, index + 1]);
    });
  });

  test.each(locking)(
    "%s locking shift (A.3): 128 positions, no character twice, ESC, LF, CR and letters in place",
    (l) => {
      const { characters } = shiftedAlphabet({ locking: l });
      expect(characters).toHaveLength(128);
      const held = characters.filter((character) => character !== "");
      expect(new Set(held).size).toBe(held.length);
      expect([...held].every((character) => [...character].length === 1)).toBe(true);
      expect([characters[0x0a], characters[0x0d], characters[0x1b], characters[0x20]].join()).toBe(
        "\n,\r,\u001b, ",
      );
      expect(characters.slice(0x30, 0x3a).join("")).toBe("0123456789");
      expect(characters.slice(0x61, 0x7b).join("")).toBe("abcdefghijklmnopqrstuvwxyz");
    },
  );

  test.each(nationalLanguages)(
    "%s single shift (A.2): within 128 positions, keeps the default signs",
    (single) => {
      const { extension } = shiftedAlphabet({ single });
      for (const [septet, character] of extension) {
        expect(septet >= 0 && septet < 128 && septet !== 0x1b).toBe(true);
        expect([...character]).toHaveLength(1);
      }
      for (const [septet, character] of defaultAlphabet.extension) {
        if (septet !== 0x0a && septet !== 0x14) expect(extension.get(septet)).toBe(character);
      }
      expect(extension.get(0x0a)).toBe("\f");
      expect(extension.get(0x14)).toBe("^");
    },
  );

  test("an Indic locking shift lists its script in code point order; letters of no other script", () => {
    const scripts: Partial<Record<NationalLanguage, RegExp>> = {
      bengali: /\p{scx=Beng}/u,
      gujarati: /\p{scx=Gujr}/u,
      hindi: /\p{scx=Deva}/u,
      kannada: /\p{scx=Knda}/u,
      malayalam: /\p{scx=Mlym}/u,
      oriya: /\p{scx=Orya}/u,
      punjabi: /\p{scx=Guru}/u,
      tamil: /\p{scx=Taml}/u,
      telugu: /\p{scx=Telu}/u,
      urdu: /\p{scx=Arab}/u,
    };
    for (const [language, script] of Object.entries(scripts) as [NationalLanguage, RegExp][]) {
      const tables = shiftedAlphabet({ locking: language, single: language });
      const foreign = (c: string): boolean =>
        c > "\u02ff" && c !== "€" && !script.test(c) && !/\p{sc=Zinh}/u.test(c);
      expect([...tables.characters, ...tables.extension.values()].filter(foreign)).toEqual([]);
      const own = tables.characters.filter((c) => c > "\u02ff");
      if (language !== "urdu") expect([...own].sort()).toEqual(own);
    }
  });

  test.each<[string, Shift, number[]]>([
    ["ışığİŞĞç€", { locking: "turkish" }, [0x07, 0x1d, 0x07, 0x0c, 0x40, 0x1c, 0x0b, 0x60, 0x04]],
    ["ış", { single: "turkish" }, [0x1b, 0x69, 0x1b, 0x73]],
    ["áÚç", { single: "spanish" }, [0x1b, 0x61, 0x1b, 0x55, 0x1b, 0x09]],
    ["ãõâê∞`", { locking: "portuguese" }, [0x7b, 0x7c, 0x1d, 0x04, 0x15, 0x7d]],
    ["ãâ", { single: "portuguese" }, [0x1b, 0x7b, 0x1b, 0x7f]],
    ["বাংলা", { locking: "bengali" }, [0x40, 0x50, 0x01, 0x46, 0x50]],
    ["ગુજ", { locking: "gujarati" }, [0x17, 0x53, 0x1d]],
    ["हिन्दी", { locking: "hindi" }, [0x4d, 0x51, 0x2f, 0x5f, 0x2b, 0x52]],
    ["।१", { single: "hindi" }, [0x1b, 0x19, 0x1b, 0x1d]],
    ["ಡಪ", { locking: "kannada" }, [0x24, 0x3d]],
    ["ൺൿ", { single: "malayalam" }, [0x1b, 0x2e, 0x1b, 0x34]],
    ["ଓଡ", { locking: "oriya" }, [0x13, 0x24]],
    ["ੴੵ", { locking: "punjabi", single: "punjabi" }, [0x7f, 0x1b, 0x2d]],
    ["தமிழ்", { locking: "tamil" }, [0x27, 0x42, 0x51, 0x48, 0x5f]],
    ["௮", { single: "tamil" }, [0x1b, 0x24]],
    ["౬౭", { single: "telugu" }, [0x1b, 0x22, 0x1b, 0x23]],
    ["اردو،۔", { locking: "urdu", single: "urdu" }, [0x00, 0x25, 0x1a, 0x53, 0x1b, 0x26, 0x1b, 0x3f]],
  ])("%s under %j", (text, shift, septets) => {
    expect([...encodeText(text, "gsm7", shift)]).toEqual(septets);
    expect(decodeText(Uint8Array.from(septets), 0, shift)).toBe(text);
  });

  test("decode(encode(x)) = x for every character of every pair of tables", () => {
    for (const shift of everyShift) {
      const alphabet = shiftedAlphabet(shift);
      for (const character of charactersOf(shift)) {
        if (decodeGsm7(encodeGsm7(character, alphabet), alphabet) !== character) {
          throw new Error(`${alphabet.name} loses U+${character.codePointAt(0)?.toString(16)}`);
        }
      }
      const all = charactersOf(shift).join("");
      expect(decodeGsm7(encodeGsm7(all, alphabet), alphabet)).toBe(all);
    }
  });

  test("decoding is total: a vacant position is a space, an unknown escape the locking table's character", () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyShift), fc.uint8Array({ maxLength: 200 }), (shift, octets) => {
        const text = decodeText(octets, 0, shift);
        return [...text].length <= octets.length && !text.includes("\u001b");
      }),
    );
    expect(decodeText(Uint8Array.of(0x0b), 0, { locking: "bengali" })).toBe("\u098c");
    expect(decodeText(Uint8Array.of(0x0e), 0, { locking: "bengali" })).toBe(" ");
    expect(decodeText(Uint8Array.of(0x1b, 0x04), 0, { locking: "turkish" })).toBe("€");
    expect(decodeText(Uint8Array.of(0x1b, 0x1b), 0, { single: "hindi" })).toBe(" ");
  });
});

describe("national language elements of a header (TS 23.040 sections 9.2.3.24.15 and .16)", () => {
  test("written and read back, with concatenation and ports", () => {
    for (const shift of everyShift) {
      const concatenation = { reference: 0x1234, total: 3, part: 2 };
      const ports = { destination: 50_001, source: 9 };
      const header = writeUserDataHeader({ shift, concatenation, referenceBits: 16, ports });
      expect(parseUserDataHeader(header)).toEqual({ length: header.length, shift, concatenation, ports });
    }
  });

  test("0x24 is single, 0x25 locking; reserved identifiers leave the default tables", () => {
    expect(parseUserDataHeader(Uint8Array.of(6, 0x24, 1, 2, 0x25, 1, 3))?.shift).toEqual({
      single: "spanish",
      locking: "portuguese",
    });
    for (const identifier of [0, 14, 255]) {
      const read = parseUserDataHeader(Uint8Array.of(6, 0x24, 1, identifier, 0x25, 1, identifier));
      expect(read).toEqual({ length: 7 });
    }
    expect(parseUserDataHeader(Uint8Array.of(4, 0x24, 2, 1, 1))).toEqual({ length: 5 });
  });

  test("Spanish names no locking shift", () => {
    expect(writeUserDataHeader({ shift: { locking: "spanish" } })).toHaveLength(0);
    expect(decodeText(Uint8Array.of(0x40), 0, { locking: "spanish" })).toBe("¡");
  });
});
