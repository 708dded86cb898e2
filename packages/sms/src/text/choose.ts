import { canEncode, type TextEncoding } from "./encoding.ts";
import type { TextOptions } from "./options.ts";
import { shiftCandidates } from "./shift-candidates.ts";
import { splitAs, type TextParts } from "./split-as.ts";

/** An encoding and what the text becomes under it. */
export interface Choice extends TextParts {
  readonly encoding: TextEncoding;
}

const latin1 = { alphabet: "latin1" } as const;
const gsm7 = { alphabet: "gsm7" } as const;
const ucs2 = { alphabet: "ucs2" } as const;

/**
 * The encoding that takes the fewest segments and loses nothing. Among equals the one that more phones read
 * wins: GSM-7, Latin-1 where the carrier wants it, UCS-2, then one national table, then two.
 */
export function chooseEncoding(text: string, options: TextOptions = {}): Choice {
  const { nationalLanguages = [], latin1: wanted = "never", referenceBits = 8 } = options;
  const plain =
    wanted === "first" ? [latin1, gsm7, ucs2] : wanted === "cheaper" ? [gsm7, latin1, ucs2] : [gsm7, ucs2];
  const first = plain.find((encoding) => canEncode(text, encoding)) ?? ucs2;
  let best: Choice = { encoding: first, ...splitAs(text, first, referenceBits) };
  if (nationalLanguages.length === 0 || best.parts.length === 1) return best;

  for (const { encoding, atLeast } of shiftCandidates(text, nationalLanguages, referenceBits)) {
    if (atLeast >= best.parts.length) break;
    const split = splitAs(text, encoding, referenceBits);
    if (split.parts.length < best.parts.length) best = { encoding, ...split };
  }
  return best;
}
