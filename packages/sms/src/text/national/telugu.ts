import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Telugu (TS 23.038 sections A.2.12 and A.3.12). */
export const telugu: NationalTables = {
  identifier: 12,
  locking: [
    "0C01-0C03 0C05-0C0B LF 0C0C -- CR 0C0E 0C0F",
    "0C10 -- 0C12-0C1A ESC 0C1B-0C1E",
    "SP ! 0C1F-0C24 ) ( 0C25 0C26 , 0C27 . 0C28 0-9 : ; -- 0C2A 0C2B ?",
    "0C2C-0C33 -- 0C35-0C39 -- 0C3D",
    "0C3E-0C44 -- 0C46-0C48 -- 0C4A-0C4D",
    "0C55 a-z 0C56 0C60-0C63",
  ].join(" "),
  single: {
    ...indicFrame,
    28: "0C66-0C6F 0C58 0C59",
    42: "0C78-0C7C",
    48: "0C7D-0C7F",
  },
};
