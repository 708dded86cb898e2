import { type TextEncoding, unitsIn } from "./encoding.ts";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The grapheme clusters of a text (Unicode Standard Annex 29): what a reader calls a character. */
export function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/**
 * The pieces of a text that no part boundary may cut: code points with their escapes in plain GSM-7, which
 * has no combining characters, and grapheme clusters elsewhere. A cluster of more than `limit` units is
 * given code point by code point, which still never cuts a surrogate pair.
 */
export function* piecesOf(
  text: string,
  encoding: TextEncoding,
  limit: number,
): Generator<{ piece: string; units: number }> {
  const plain = encoding.alphabet === "gsm7" && !encoding.shift;
  for (const cluster of plain ? text : graphemesOf(text)) {
    const units = unitsIn(cluster, encoding);
    if (units <= limit) yield { piece: cluster, units };
    else for (const piece of cluster) yield { piece, units: unitsIn(piece, encoding) };
  }
}
