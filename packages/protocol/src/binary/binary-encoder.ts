import { isBinaryElement } from "../binary-elements.ts";
import type { Element } from "../element.ts";
import { InvalidElementError } from "../errors/invalid-element-error.ts";
import { isAttributeName, isElementName, isNamespace } from "../lexical.ts";
import { MAX_ATTRIBUTES, MAX_CHILDREN, MAX_DEPTH, MAX_ELEMENTS } from "../limits.ts";
import { NS_FRAMING } from "../namespaces.ts";
import {
  CONTENT_BYTES,
  CONTENT_CHILDREN,
  CONTENT_NONE,
  CONTENT_TEXT,
  LITERAL,
  WIDE_ELEMENT,
} from "./element-codes.ts";
import { FrameWriter } from "./frame-writer.ts";
import type { TokenTables } from "./token-tables.ts";
import { ValueWriter } from "./value-writer.ts";

/** Writes elements as culver.v1 frames. Keep one and use it for all: its buffer is reused. */
export class BinaryEncoder {
  readonly #out = new FrameWriter();
  readonly #values: ValueWriter;
  readonly #tables: TokenTables;
  #elements = 0;

  constructor(tables: TokenTables, domain: string) {
    this.#tables = tables;
    this.#values = new ValueWriter(this.#out, tables.valueCodes, domain);
  }

  /** Throws InvalidElementError for an element outside the model. */
  encode(element: Element): Uint8Array {
    this.#elements = 0;
    // Before `open` has arrived its receiver may not know which domain the stream is for.
    this.#values.implicitDomain = element.xmlns !== NS_FRAMING;
    try {
      this.#element(element, 1);
      return this.#out.finish();
    } finally {
      this.#out.reset();
    }
  }

  #element(e: Element, depth: number): void {
    if (depth > MAX_DEPTH) throw new InvalidElementError(`elements nest more than ${MAX_DEPTH} deep`);
    if (++this.#elements > MAX_ELEMENTS) throw new InvalidElementError(`more than ${MAX_ELEMENTS} elements`);
    const binary = this.#name(e);
    const shapeAt = this.#out.length;
    this.#out.byte(0);
    const count = this.#attributes(e);
    const kind = this.#content(e, binary, depth);
    // Only now: the buffer may have grown meanwhile.
    this.#out.buffer[shapeAt] = (count << 2) | kind;
  }

  /** Writes name and namespace; true when the element holds bytes rather than text. */
  #name(e: Element): boolean {
    const token = this.#tables.elementCodes.get(e.xmlns)?.get(e.name);
    if (token === undefined) return this.#literalName(e);
    const code = token.code + 1;
    if (code < WIDE_ELEMENT) this.#out.byte(code);
    else {
      this.#out.byte(WIDE_ELEMENT + ((code - WIDE_ELEMENT) >>> 8));
      this.#out.byte((code - WIDE_ELEMENT) & 0xff);
    }
    return token.binary;
  }

  #literalName(e: Element): boolean {
    if (!isElementName(e.name)) throw new InvalidElementError("not an element's name");
    if (!isNamespace(e.xmlns)) throw new InvalidElementError("not a namespace");
    this.#out.byte(LITERAL);
    this.#out.string(e.name);
    const code = this.#tables.namespaceCodes.get(e.xmlns);
    if (code === undefined) {
      this.#out.byte(LITERAL);
      this.#out.string(e.xmlns);
    } else this.#out.byte(code + 1);
    return isBinaryElement(e.name, e.xmlns);
  }

  #attributes(e: Element): number {
    let count = 0;
    for (const name in e.attrs) {
      const value = e.attrs[name];
      if (typeof value !== "string") throw new InvalidElementError("an attribute's value is not text");
      const code = this.#tables.attributeCodes.get(name);
      if (code === undefined) {
        if (!isAttributeName(name)) throw new InvalidElementError("not an attribute's name");
        this.#out.byte(LITERAL);
        this.#out.string(name);
      } else this.#out.byte(code + 1);
      this.#values.write(value);
      count++;
    }
    if (count > MAX_ATTRIBUTES) throw new InvalidElementError(`more than ${MAX_ATTRIBUTES} attributes`);
    return count;
  }

  /** Writes the content and returns its kind. */
  #content({ content }: Element, binary: boolean, depth: number): number {
    if (content === undefined) return CONTENT_NONE;
    if (typeof content === "string") {
      if (content.length === 0) return CONTENT_NONE;
      if (binary) throw new InvalidElementError("this element holds bytes, not text");
      this.#values.write(content);
      return CONTENT_TEXT;
    }
    if (content instanceof Uint8Array) {
      if (!binary) throw new InvalidElementError("this element may not hold bytes");
      this.#out.varint(content.length);
      this.#out.raw(content);
      return CONTENT_BYTES;
    }
    if (content.length === 0) return CONTENT_NONE;
    if (content.length > MAX_CHILDREN) throw new InvalidElementError(`more than ${MAX_CHILDREN} children`);
    this.#out.varint(content.length);
    for (const child of content) this.#element(child, depth + 1);
    return CONTENT_CHILDREN;
  }
}
