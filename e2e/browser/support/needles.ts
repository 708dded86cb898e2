/** A way in which a text could lie in bytes that are not meant to hold it. */
interface Needle {
  readonly text: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/**
 * The characters of base64 (RFC 4648 section 4) that are the same whatever stands before and after the text, when `before` bytes of
 * a group of three come before it.
 */
function base64At(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const from = Math.ceil((before * 8) / 6);
  const to = Math.floor((bytes.length * 8) / 6);
  return bytes.toString("base64").slice(from, to);
}

/** A text as UTF-8, as UTF-16LE, and as base64 and base64url at each of the three alignments. */
function needlesFor(text: string): readonly Needle[] {
  const forms: [string, Buffer][] = [
    ["UTF-8", Buffer.from(text)],
    ["UTF-16LE", Buffer.from(text, "utf16le")],
  ];
  for (const before of [0, 1, 2]) {
    const base64 = base64At(text, before);
    const base64url = base64.replaceAll("+", "-").replaceAll("/", "_");
    forms.push([`base64 after ${before}`, Buffer.from(base64)]);
    if (base64url !== base64) forms.push([`base64url after ${before}`, Buffer.from(base64url)]);
  }
  return forms.map(([form, bytes]) => ({ text, form, bytes }));
}

/** Which of the texts these bytes hold in any form; where they come from is part of the answer. */
export function findTexts(texts: readonly string[], place: string, bytes: Buffer): readonly string[] {
  return texts
    .flatMap(needlesFor)
    .filter((needle) => bytes.includes(needle.bytes))
    .map(({ text, form }) => `${text} as ${form} in ${place}`);
}
