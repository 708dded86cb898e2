import type { TextEncoding } from "./encoding.ts";
import { isGsm7 } from "./gsm7.ts";
import type { TextOptions } from "./options.ts";
import { graphemesOf } from "./pieces.ts";
import { splitText } from "./split.ts";
import type { Replacement } from "./typography.ts";

/** What a composer shows while one types: "2 SMS, 41 left, because of “ж”". */
export interface TextCount extends TextEncoding {
  /** Septets (GSM-7), octets (Latin-1) or UTF-16 code units (UCS-2) of the whole text. */
  readonly units: number;
  readonly segments: number;
  /** Units the last segment can still take. */
  readonly remaining: number;
  /** Units one segment holds, at this length of the text. */
  readonly capacity: number;
  /** The distinct characters (grapheme clusters) that GSM-7 lacks, in order; only when they force UCS-2. */
  readonly forcing: readonly string[];
  /** What will be replaced, where the options ask for it. */
  readonly replaced: readonly Replacement[];
}

/** Counts exactly what `segmentText` would send with the same options. */
export function countSegments(text: string, options: TextOptions = {}): TextCount {
  const { parts, ...split } = splitText(text, options);
  const forcing = new Set<string>();
  if (split.alphabet === "ucs2") {
    for (const cluster of graphemesOf(text)) if (!isGsm7(cluster)) forcing.add(cluster);
  }
  return { ...split, segments: parts.length, forcing: [...forcing] };
}
