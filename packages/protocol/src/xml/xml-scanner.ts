import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { unescapeAttribute } from "./unescape.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?/y;
const SPACE = /[ \t\r\n]*/y;

/** More declarations and attributes than the model's 63 attributes could need. */
const MAX_RAW_ATTRIBUTES = 128;

/** A start tag as it stands. */
export interface StartTag {
  readonly name: string;
  /** By qualified name, namespace declarations included. */
  readonly attributes: ReadonlyMap<string, string>;
  /** `<name/>` */
  readonly empty: boolean;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** A cursor over the text of one frame that knows the tokens of XML. */
export class XmlScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Steps over the literal if it stands here. */
  accept(literal: string): boolean {
    if (!this.#text.startsWith(literal, this.#at)) return false;
    this.#at += literal.length;
    return true;
  }

  expect(literal: string): void {
    if (!this.accept(literal)) throw malformed(`${literal} is missing`);
  }

  /** Steps over white space; true when there was some. */
  space(): boolean {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    const moved = SPACE.lastIndex > this.#at;
    this.#at = SPACE.lastIndex;
    return moved;
  }

  /** Everything up to the literal, which is stepped over too. */
  upTo(literal: string): string {
    const end = this.#text.indexOf(literal, this.#at);
    if (end < 0) throw malformed(`${literal} is missing`);
    const passed = this.#text.slice(this.#at, end);
    this.#at = end + literal.length;
    return passed;
  }

  /** Everything before the next `<`, which is not stepped over. */
  characters(): string {
    const passed = this.upTo("<");
    this.#at -= 1;
    return passed;
  }

  /** A qualified name of ASCII characters. */
  name(): string {
    NAME.lastIndex = this.#at;
    const match = NAME.exec(this.#text);
    const next = this.#text.charCodeAt(this.#at + (match?.[0].length ?? 0));
    if (next >= 0x80) throw new MalformedFrameError("bad-format", "a name is not ASCII");
    if (match === null) throw malformed("a name is missing");
    this.#at = NAME.lastIndex;
    return match[0];
  }

  /** A start tag behind its `<`. */
  startTag(): StartTag {
    const name = this.name();
    let attributes: Map<string, string> | undefined;
    for (;;) {
      const spaced = this.space();
      if (this.accept(">")) return { name, attributes: attributes ?? NO_ATTRIBUTES, empty: false };
      if (this.accept("/>")) return { name, attributes: attributes ?? NO_ATTRIBUTES, empty: true };
      if (!spaced) throw malformed("white space is missing");
      attributes = this.#attribute(attributes ?? new Map());
    }
  }

  #attribute(attributes: Map<string, string>): Map<string, string> {
    const name = this.name();
    this.space();
    this.expect("=");
    this.space();
    const quote = this.accept('"') ? '"' : "'";
    if (quote === "'") this.expect("'");
    const value = unescapeAttribute(this.upTo(quote));
    if (attributes.has(name)) throw malformed("an attribute stands twice");
    if (attributes.size === MAX_RAW_ATTRIBUTES) {
      throw new MalformedFrameError("policy-violation", "an element has too many attributes");
    }
    return attributes.set(name, value);
  }
}

export function malformed(text: string): MalformedFrameError {
  return new MalformedFrameError("not-well-formed", text);
}
