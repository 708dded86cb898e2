import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Hindi (TS 23.038 sections A.2.6 and A.3.6). */
export const hindi: NationalTables = {
  identifier: 6,
  locking: [
    "0901-0903 0905-090B LF 090C 090D CR 090E 090F",
    "0910-091A ESC 091B-091E",
    "SP ! 091F-0924 ) ( 0925 0926 , 0927 . 0928 0-9 : ; 0929-092B ?",
    "092C-0939 093C 093D",
    "093E-094D",
    "0950 a-z 0972 097B 097C 097E 097F",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0964 0965",
    28: "0966-096F 0951 0952",
    42: "0953 0954 0958-095A",
    48: "095B-0963 0970 0971",
  },
};
