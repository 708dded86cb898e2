import type { Cells } from "./tables.ts";

/**
 * The cells the single shift tables of Bengali to Urdu have in common (TS 23.038 sections A.2.4 to A.2.13):
 * signs and capital letters, which their locking shift tables have no room for.
 */
export const indicFrame: Cells = {
  0: "@ £ $ ¥ ¿ \" ¤ % & ' FF * +",
  14: "- / < = > ¡ ^ ¡ _ # *",
  40: "{ }",
  47: "\\",
  60: "[ ~ ]",
  64: "| A-Z",
  101: "€",
};
