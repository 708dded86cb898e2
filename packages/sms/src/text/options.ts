import type { NationalLanguage } from "./national/languages.ts";
import type { ReferenceBits } from "./udh-write.ts";

/** What a carrier can take, and what the sender wants. Everything is off unless told. */
export interface TextOptions {
  /**
   * Languages whose shift tables the carrier carries and the phones of its country know. None unless told:
   * many carriers drop the header or show the wrong letters.
   */
  readonly nationalLanguages?: readonly NationalLanguage[];
  /** Latin-1 (data_coding 3): never; when it is cheaper than UCS-2; or before GSM-7 too. "never" unless told. */
  readonly latin1?: "never" | "cheaper" | "first";
  /** Bits of the reference number in concatenation headers. 8 unless told; 16 costs an octet per part. */
  readonly referenceBits?: ReferenceBits;
  /**
   * Replace typographic characters (`replaceTypography`) where that brings the whole text out of UCS-2 or
   * Latin-1 and takes no more segments than the text as written. Off unless told.
   */
  readonly replaceTypography?: boolean;
}
