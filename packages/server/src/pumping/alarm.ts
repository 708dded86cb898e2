import type { CodeMethod } from "../ports.ts";

/** What an operator should know of. No number: a prefix is shared by thousands. */
export type PumpingAlarm = {
  readonly method: CodeMethod;
  readonly sent: number;
  readonly entered: number;
} & (
  | {
      readonly kind: "prefix-closed";
      readonly prefix: string;
      /** Milliseconds since 1970. */
      readonly reopensAt: number;
    }
  /** Spread over too many prefixes for any of them to be closed. Nothing has been done. */
  | { readonly kind: "country-suspicious"; readonly country: string }
);
