/** The alphabets a short message can be in, as far as Culver reads them. */
export type Alphabet = "gsm7" | "ucs2" | "latin1" | "binary";

/** data_coding values Culver sends (SMPP 3.4 section 5.2.19). */
export const DataCoding = { gsm7: 0, latin1: 3, binary: 4, ucs2: 8 } as const;

/**
 * The alphabet a data_coding value stands for (SMPP 3.4 section 5.2.19, and TS 23.038 section 4 for the
 * coding groups some carriers pass through from the network).
 */
export function alphabetOf(dataCoding: number): Alphabet {
  if (dataCoding === 3 || dataCoding === 1) return "latin1";
  if (dataCoding === 2 || dataCoding === 4) return "binary";
  if (dataCoding === 8) return "ucs2";
  if (dataCoding >= 0xf0) return dataCoding & 4 ? "binary" : "gsm7";
  if ((dataCoding & 0xf0) === 0xe0) return "ucs2";
  // 00xx: general data coding, bits 3..2 name the alphabet; only when a class bit shows the group is in use.
  if (dataCoding >= 0x10 && dataCoding < 0x40) {
    const group = (dataCoding >> 2) & 3;
    return group === 1 ? "binary" : group === 2 ? "ucs2" : "gsm7";
  }
  return "gsm7";
}
