import { capacityOf, type TextEncoding, unitsIn } from "./encoding.ts";
import { piecesOf } from "./pieces.ts";
import type { ReferenceBits } from "./udh-write.ts";

/** How a text divides into short messages under one encoding. */
export interface TextParts {
  /** Joined they are the whole text. An empty text is one empty part. */
  readonly parts: readonly string[];
  /** Septets (GSM-7), octets (Latin-1) or UTF-16 code units (UCS-2) of the whole text. */
  readonly units: number;
  /** Units one message, or one part of several, holds. */
  readonly capacity: number;
  /** Units the last part can still take before another part is needed. */
  readonly remaining: number;
}

/** Divides a text that `encoding` holds, filling each part before the next. */
export function splitAs(text: string, encoding: TextEncoding, referenceBits: ReferenceBits): TextParts {
  const { single, part } = capacityOf(encoding, referenceBits);
  const units = unitsIn(text, encoding);
  if (units <= single) return { parts: [text], units, capacity: single, remaining: single - units };

  const parts: string[] = [];
  let current = "";
  let used = 0;
  for (const { piece, units: size } of piecesOf(text, encoding, part)) {
    if (used + size > part) {
      parts.push(current);
      current = "";
      used = 0;
    }
    current += piece;
    used += size;
  }
  parts.push(current);
  return { parts, units, capacity: part, remaining: part - used };
}
