/** Control characters other than tab and line feed, and bidirectional overrides: nobody types them, and they deceive. */
const UNWANTED = /[\p{Cc}\u202d\u202e]/gu;
/** Everything that steers direction (UAX 9), and line breaks: a name sits between words of the app's own. */
const UNWANTED_IN_LABEL = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Lone surrogates: no Unicode text, and not to be stored or sent on. */
const LONE = /\p{Cs}/gu;

/** A text of somebody else's, as it may be shown: a line break is a line feed. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(LONE, "\ufffd")
    .replace(UNWANTED, (character) => (character === "\n" || character === "\t" ? character : ""));
}

/** A name, a preview or an emoji of somebody else's: one line that cannot steer what stands around it. */
export function cleanLabel(text: string): string {
  return text
    .replace(LONE, "\ufffd")
    .replace(/[\n\t]/g, " ")
    .replace(UNWANTED_IN_LABEL, "");
}
