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
function base64At(text: Buffer, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), text]);
  const from = Math.ceil((before * 8) / 6);
  const to = Math.floor((bytes.length * 8) / 6);
  return bytes.toString("base64").slice(from, to);
}

/** A text as UTF-8 and as UTF-16 in both orders, each of them plain, as base64 and base64url at each of the three alignments, and as hex. */
function needlesFor(text: string): readonly Needle[] {
  const utf16 = Buffer.from(text, "utf16le");
  const plain: [string, Buffer][] = [
    ["UTF-8", Buffer.from(text)],
    ["UTF-16LE", utf16],
    ["UTF-16BE", Buffer.from(utf16).swap16()],
  ];
  const forms = [...plain];
  for (const [form, bytes] of plain) {
    for (const before of [0, 1, 2]) {
      const base64 = base64At(bytes, before);
      const base64url = base64.replaceAll("+", "-").replaceAll("/", "_");
      forms.push([`base64 of ${form} after ${before}`, Buffer.from(base64)]);
      if (base64url !== base64) forms.push([`base64url of ${form} after ${before}`, Buffer.from(base64url)]);
    }
    forms.push([`hex of ${form}`, Buffer.from(bytes.toString("hex"))]);
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
