import type { Cells } from "./tables.ts";

/** What the single shift tables of Turkish, Spanish and Portuguese keep of the default extension table. */
export const latinFrame: Cells = {
  10: "FF",
  20: "^",
  40: "{ }",
  47: "\\",
  60: "[ ~ ]",
  64: "|",
  101: "€",
};
