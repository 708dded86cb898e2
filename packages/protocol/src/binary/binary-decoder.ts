import { isBinaryElement } from "../binary-elements.ts";
import type { Content, Element } from "../element.ts";
import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { isAttributeName, isElementName, isNamespace } from "../lexical.ts";
import { MAX_CHILDREN, MAX_DEPTH, MAX_ELEMENTS } from "../limits.ts";
import { CONTENT_BYTES, CONTENT_NONE, CONTENT_TEXT, LITERAL, WIDE_ELEMENT } from "./element-codes.ts";
import { FrameReader } from "./frame-reader.ts";
import type { TokenTables } from "./token-tables.ts";
import { ValueReader } from "./value-reader.ts";

type Head = Pick<Element, "name" | "xmlns"> & { readonly binary: boolean };

/** Reads culver.v1 frames. Bytes are views of the frame: who keeps them keeps the frame. */
export class BinaryDecoder {
  readonly #in = new FrameReader();
  readonly #values: ValueReader;
  readonly #tables: TokenTables;
  readonly #maxFrameBytes: number;
  #elements = 0;

  constructor(tables: TokenTables, domain: string, maxFrameBytes: number) {
    this.#tables = tables;
    this.#maxFrameBytes = maxFrameBytes;
    this.#values = new ValueReader(this.#in, tables.values, domain);
  }

  /** Throws MalformedFrameError: bad-format for what is no element, policy-violation beyond a limit. */
  decode(frame: Uint8Array): Element {
    if (frame.length > this.#maxFrameBytes) {
      throw new MalformedFrameError("policy-violation", `a frame exceeds ${this.#maxFrameBytes} bytes`);
    }
    this.#elements = 0;
    this.#in.open(frame);
    try {
      const element = this.#element(1);
      if (this.#in.remaining > 0) throw new MalformedFrameError("bad-format", "bytes follow the element");
      return element;
    } finally {
      this.#in.release();
    }
  }

  #element(depth: number): Element {
    if (depth > MAX_DEPTH) throw new MalformedFrameError("policy-violation", "elements nest too deep");
    if (++this.#elements > MAX_ELEMENTS)
      throw new MalformedFrameError("policy-violation", "too many elements");
    const head = this.#head();
    const shape = this.#in.byte();
    const attrs = this.#attributes(shape >>> 2);
    return {
      name: head.name,
      xmlns: head.xmlns,
      attrs,
      content: this.#content(shape & 3, head.binary, depth),
    };
  }

  #head(): Head {
    const first = this.#in.byte();
    if (first === LITERAL) return this.#literalHead();
    const code =
      first < WIDE_ELEMENT ? first : WIDE_ELEMENT + ((first - WIDE_ELEMENT) << 8) + this.#in.byte();
    const token = this.#tables.elements[code - 1];
    if (token === undefined)
      throw new MalformedFrameError("bad-format", "an element is not in the dictionary");
    return token;
  }

  #literalHead(): Head {
    const name = this.#in.string();
    if (!isElementName(name)) throw new MalformedFrameError("bad-format", "not an element's name");
    const code = this.#in.byte();
    const xmlns = code === LITERAL ? this.#in.string() : this.#tables.namespaces[code - 1];
    if (xmlns === undefined)
      throw new MalformedFrameError("bad-format", "a namespace is not in the dictionary");
    if (!isNamespace(xmlns)) throw new MalformedFrameError("invalid-namespace", "not a namespace");
    return { name, xmlns, binary: isBinaryElement(name, xmlns) };
  }

  #attributes(count: number): Record<string, string> {
    const attrs: Record<string, string> = {};
    for (let i = 0; i < count; i++) {
      const name = this.#attributeName();
      const value = this.#values.read();
      // Inherited members such as `constructor` are no attributes.
      if (attrs[name] !== undefined && Object.hasOwn(attrs, name)) {
        throw new MalformedFrameError("bad-format", "an attribute stands twice");
      }
      attrs[name] = value;
    }
    return attrs;
  }

  #attributeName(): string {
    const code = this.#in.byte();
    if (code === LITERAL) {
      const name = this.#in.string();
      if (isAttributeName(name)) return name;
      throw new MalformedFrameError("bad-format", "not an attribute's name");
    }
    const name = this.#tables.attributes[code - 1];
    if (name === undefined)
      throw new MalformedFrameError("bad-format", "an attribute is not in the dictionary");
    return name;
  }

  #content(kind: number, binary: boolean, depth: number): Content {
    if (kind === CONTENT_NONE) return undefined;
    if (kind === CONTENT_TEXT) {
      if (binary) throw new MalformedFrameError("bad-format", "an element of bytes holds text");
      const text = this.#values.read();
      return text === "" ? undefined : text;
    }
    if (kind === CONTENT_BYTES) {
      if (!binary) throw new MalformedFrameError("bad-format", "an element that may not holds bytes");
      return this.#in.raw(this.#in.varint());
    }
    return this.#children(depth);
  }

  #children(depth: number): Content {
    const count = this.#in.varint();
    if (count > MAX_CHILDREN)
      throw new MalformedFrameError("policy-violation", "an element has too many children");
    if (count === 0) return undefined;
    const children: Element[] = [];
    for (let i = 0; i < count; i++) children.push(this.#element(depth + 1));
    return children;
  }
}
