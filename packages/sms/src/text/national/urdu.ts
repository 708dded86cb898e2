import { indicFrame } from "./indic-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Urdu (TS 23.038 sections A.2.13 and A.3.13). */
export const urdu: NationalTables = {
  identifier: 13,
  locking: [
    "0627 0622 0628 067B 0680 067E 06A6 062A 06C2 067F LF 0679 067D CR 067A 067C",
    "062B 062C 0681 0684 0683 0685-0687 062D-062F ESC 068C 0688-068A",
    "SP ! 068F 068D 0630 0631 0691 0693 ) ( 0699 0632 , 0696 . 0698 0-9 : ; 069A 0633 0634 ?",
    "0635-0639 0641 0642 06A9-06AB 06AF 06B3 06B1 0644-0646",
    "06BA-06BC 0648 06C4 06D5 06C1 06BE 0621 06CC 06D0 06D2 064D 0650 064F 0657",
    "0654 a-z 0655 0651 0653 0656 0670",
  ].join(" "),
  single: {
    ...indicFrame,
    25: "0600 0601",
    28: "06F0-06F9 060C 060D",
    42: "060E-0612",
    48: "0613 0614 061B 061F 0640 0652 0658 066B 066C 0672 0673 06CD",
    63: "06D4",
  },
};
