import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/**
 * Kannada (TS 23.038 sections A.2.7 and A.3.7). The standard prints U+0CAA at 0x24 of the locking shift table
 * and again at 0x3D; 0x24 is U+0CA1, where the order of the script and phones have it.
 */
export const kannada: NationalTables = {
  identifier: 7,
  locking: [
    "-- 0C82 0C83 0C85-0C8B LF 0C8C -- CR 0C8E 0C8F",
    "0C90 -- 0C92-0C9A ESC 0C9B-0C9E",
    "SP ! 0C9F-0CA4 ) ( 0CA5 0CA6 , 0CA7 . 0CA8 0-9 : ; -- 0CAA 0CAB ?",
    "0CAC-0CB3 -- 0CB5-0CB9 0CBC 0CBD",
    "0CBE-0CC4 -- 0CC6-0CC8 -- 0CCA-0CCD",
    "0CD5 a-z 0CD6 0CE0-0CE3",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0CE6-0CEF 0CDE 0CF1",
    42: "0CF2",
  },
};
