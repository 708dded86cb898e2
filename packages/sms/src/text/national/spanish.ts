import { latinFrame } from "./latin-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Spanish (TS 23.038 section A.2.2); it has no locking shift table. */
export const spanish: NationalTables = {
  identifier: 2,
  single: {
    ...latinFrame,
    9: "ç",
    65: "Á",
    73: "Í",
    79: "Ó",
    85: "Ú",
    97: "á",
    105: "í",
    111: "ó",
    117: "ú",
  },
};
