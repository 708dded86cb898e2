import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Malayalam (TS 23.038 sections A.2.8 and A.3.8). */
export const malayalam: NationalTables = {
  identifier: 8,
  locking: [
    "-- 0D02 0D03 0D05-0D0B LF 0D0C -- CR 0D0E 0D0F",
    "0D10 -- 0D12-0D1A ESC 0D1B-0D1E",
    "SP ! 0D1F-0D24 ) ( 0D25 0D26 , 0D27 . 0D28 0-9 : ; -- 0D2A 0D2B ?",
    "0D2C-0D39 -- 0D3D",
    "0D3E-0D44 -- 0D46-0D48 -- 0D4A-0D4D",
    "0D57 a-z 0D60-0D63 0D79",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0D66-0D71",
    42: "0D72-0D75 0D7A",
    48: "0D7B-0D7F",
  },
};
