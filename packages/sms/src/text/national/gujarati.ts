import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Gujarati (TS 23.038 sections A.2.5 and A.3.5). */
export const gujarati: NationalTables = {
  identifier: 5,
  locking: [
    "0A81-0A83 0A85-0A8B LF 0A8C 0A8D CR -- 0A8F",
    "0A90 0A91 -- 0A93-0A9A ESC 0A9B-0A9E",
    "SP ! 0A9F-0AA4 ) ( 0AA5 0AA6 , 0AA7 . 0AA8 0-9 : ; -- 0AAA 0AAB ?",
    "0AAC-0AB0 -- 0AB2 0AB3 -- 0AB5-0AB9 0ABC 0ABD",
    "0ABE-0AC5 -- 0AC7-0AC9 -- 0ACB-0ACD",
    "0AD0 a-z 0AE0-0AE3 0AF1",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0AE6-0AEF",
  },
};
