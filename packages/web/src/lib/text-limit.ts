/** Longest text of one message, in code points (docs/protocol.md, "What is inside the encryption"). */
export const longestText = 16_384;

/** Longest text of an SMS, in UTF-16 code units: carriers number 255 parts at most (docs/protocol.md, "SMS"). */
export const longestSms = 10_000;

/** Code points that are left; negative when the text is too long. */
export function textLeft(text: string): number {
  // A text of few UTF-16 units cannot hold many code points: the usual case costs nothing.
  if (text.length <= longestText) return longestText - [...text].length;
  let points = 0;
  for (const _ of text) points += 1;
  return longestText - points;
}
