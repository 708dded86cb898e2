/** A text without case and accents, for comparing what people type with what they mean. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

/** Whether the query, or each of its words, stands in the text. */
export function matches(foldedText: string, foldedQuery: string): boolean {
  if (foldedText.includes(foldedQuery)) return true;
  const words = foldedQuery.split(/\s+/).filter((word) => word !== "");
  return words.length > 1 && words.every((word) => foldedText.includes(word));
}
