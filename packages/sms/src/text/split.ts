import { type Choice, chooseEncoding } from "./choose.ts";
import type { TextEncoding } from "./encoding.ts";
import type { TextOptions } from "./options.ts";
import type { TextParts } from "./split-as.ts";
import { type Replacement, replaceTypography } from "./typography.ts";

/** How a text divides into short messages: in which encoding, into which parts. */
export interface TextSplit extends TextEncoding, TextParts {
  /** What was replaced before dividing; the parts joined are the text after that. */
  readonly replaced: readonly Replacement[];
}

/** Divides `text` into short messages, in the encoding that takes the fewest (see `chooseEncoding`). */
export function splitText(text: string, options: TextOptions = {}): TextSplit {
  const asWritten = chooseEncoding(text, options);
  if (options.replaceTypography && asWritten.encoding.alphabet !== "gsm7") {
    const { text: replacement, replaced } = replaceTypography(text);
    const choice = chooseEncoding(replacement, options);
    if (isBetter(choice, asWritten)) return splitOf(choice, replaced);
  }
  return splitOf(asWritten, []);
}

/** Another alphabet and fewer segments; or as many, in an alphabet that is no wider and needs no tables. */
function isBetter(choice: Choice, asWritten: Choice): boolean {
  const { alphabet, shift } = choice.encoding;
  if (alphabet === "ucs2" || alphabet === asWritten.encoding.alphabet) return false;
  if (choice.parts.length < asWritten.parts.length) return true;
  return choice.parts.length === asWritten.parts.length && !shift;
}

function splitOf({ encoding, ...parts }: Choice, replaced: readonly Replacement[]): TextSplit {
  return { ...encoding, ...parts, replaced };
}
