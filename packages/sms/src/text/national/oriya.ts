import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Oriya (TS 23.038 sections A.2.9 and A.3.9). */
export const oriya: NationalTables = {
  identifier: 9,
  locking: [
    "0B01-0B03 0B05-0B0B LF 0B0C -- CR -- 0B0F",
    "0B10 -- -- 0B13-0B1A ESC 0B1B-0B1E",
    "SP ! 0B1F-0B24 ) ( 0B25 0B26 , 0B27 . 0B28 0-9 : ; -- 0B2A 0B2B ?",
    "0B2C-0B30 -- 0B32 0B33 -- 0B35-0B39 0B3C 0B3D",
    "0B3E-0B44 -- -- 0B47 0B48 -- -- 0B4B-0B4D",
    "0B56 a-z 0B57 0B60-0B63",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0B66-0B6F 0B5C 0B5D",
    42: "0B5F 0B70 0B71",
  },
};
