import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { isText } from "../lexical.ts";

/** The five that XML predefines; RFC 6120 section 11.1 allows no others. */
const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** A reference at the place where it must stand; no more digits than a character can have. */
const REFERENCE = /&(?:#([0-9]{1,10})|#x([0-9A-Fa-f]{1,10})|([A-Za-z_][A-Za-z0-9_.-]{0,63}));/y;

/** Text between tags: line ends made one (XML 1.0 section 2.11), references replaced. */
export function unescapeText(raw: string): string {
  if (raw.includes("]]>")) throw new MalformedFrameError("not-well-formed", "]]> stands outside of CDATA");
  return replaceReferences(normaliseLineEnds(raw));
}

/** Text between quotes: literal white space made spaces (XML 1.0 section 3.3.3), references replaced. */
export function unescapeAttribute(raw: string): string {
  if (raw.includes("<")) throw new MalformedFrameError("not-well-formed", "< stands in an attribute's value");
  return replaceReferences(normaliseLineEnds(raw).replace(/[\t\n]/g, " "));
}

export function normaliseLineEnds(raw: string): string {
  return raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
}

function replaceReferences(raw: string): string {
  let amp = raw.indexOf("&");
  if (amp < 0) return raw;
  let text = "";
  let done = 0;
  while (amp >= 0) {
    text += raw.slice(done, amp);
    REFERENCE.lastIndex = amp;
    const match = REFERENCE.exec(raw);
    if (match === null) throw new MalformedFrameError("not-well-formed", "& begins no reference");
    text += resolve(match[1], match[2], match[3]);
    done = REFERENCE.lastIndex;
    amp = raw.indexOf("&", done);
  }
  return text + raw.slice(done);
}

function resolve(decimal: string | undefined, hex: string | undefined, name: string | undefined): string {
  if (name !== undefined) {
    const character = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
    if (character !== undefined) return character;
    throw new MalformedFrameError("restricted-xml", "only the predefined entities are allowed");
  }
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? "", 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : "";
  if (character !== "" && isText(character)) return character;
  throw new MalformedFrameError("not-well-formed", "a reference names no character of XML");
}
