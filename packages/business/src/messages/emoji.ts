const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Whether a text is exactly one emoji, by what Unicode calls pictographic; new emoji need no new table. */
export function isOneEmoji(text: string): boolean {
  if (text.length === 0 || text.length > 64) return false;
  const isPictorial = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3/u.test(text);
  return isPictorial && [...segmenter.segment(text)].length === 1;
}
