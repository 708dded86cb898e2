import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Tamil (TS 23.038 sections A.2.11 and A.3.11). */
export const tamil: NationalTables = {
  identifier: 11,
  locking: [
    "-- 0B82 0B83 0B85-0B8A -- LF -- -- CR 0B8E 0B8F",
    "0B90 -- 0B92-0B95 -- -- -- 0B99 0B9A ESC -- 0B9C -- 0B9E",
    "SP ! 0B9F -- -- -- 0BA3 0BA4 ) ( -- -- , -- . 0BA8 0-9 : ; 0BA9 0BAA -- ?",
    "-- -- 0BAE-0BB9 -- --",
    "0BBE-0BC2 -- -- -- 0BC6-0BC8 -- 0BCA-0BCD",
    "0BD0 a-z 0BD7 0BF0-0BF2 0BF9",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0BE6-0BEF 0BF3 0BF4",
    42: "0BF5-0BF8 0BFA",
  },
};
