import { longestText, textLeft } from "../lib/text-limit.ts";
import { words } from "../words/index.ts";

const warnFrom = 500;

/** Says how much room is left, before there is none. */
export function LengthHint({ text }: { readonly text: string }) {
  if (text.length < longestText - warnFrom) return null;
  const left = textLeft(text);
  if (left > warnFrom) return null;
  return (
    <p className={left < 0 ? "error-text" : "hint"} role="status">
      {left < 0 ? words.composer.over(-left) : words.composer.left(left)}
    </p>
  );
}
