import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Bengali (TS 23.038 sections A.2.4 and A.3.4). */
export const bengali: NationalTables = {
  identifier: 4,
  locking: [
    "0981-0983 0985-098B LF 098C -- CR -- 098F",
    "0990 -- -- 0993-099A ESC 099B-099E",
    "SP ! 099F-09A4 ) ( 09A5 09A6 , 09A7 . 09A8 0-9 : ; -- 09AA 09AB ?",
    "09AC-09B0 -- 09B2 -- -- -- 09B6-09B9 09BC 09BD",
    "09BE-09C4 -- -- 09C7 09C8 -- -- 09CB-09CD",
    "09CE a-z 09D7 09DC 09DD 09F0 09F1",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "09E6 09E7",
    28: "09E8-09EF 09DF 09E0-09E2",
    42: "09E3 09F2-09F5",
    48: "09F6-09FA",
  },
};
