import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Punjabi (TS 23.038 sections A.2.10 and A.3.10). */
export const punjabi: NationalTables = {
  identifier: 10,
  locking: [
    "0A01-0A03 0A05-0A0A -- LF -- -- CR -- 0A0F",
    "0A10 -- -- 0A13-0A1A ESC 0A1B-0A1E",
    "SP ! 0A1F-0A24 ) ( 0A25 0A26 , 0A27 . 0A28 0-9 : ; -- 0A2A 0A2B ?",
    "0A2C-0A30 -- 0A32 0A33 -- 0A35 0A36 -- 0A38 0A39 0A3C --",
    "0A3E-0A42 -- -- -- -- 0A47 0A48 -- -- 0A4B-0A4D",
    "0A51 a-z 0A70-0A74",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0A66-0A6F 0A59 0A5A",
    42: "0A5B 0A5C 0A5E 0A75",
  },
};
