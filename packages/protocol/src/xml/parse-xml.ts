import { fromBase64 } from "../base64.ts";
import { isBinaryElement } from "../binary-elements.ts";
import type { Content, Element } from "../element.ts";
import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { isAttributeName, isElementName, isText } from "../lexical.ts";
import { MAX_ATTRIBUTES, MAX_CHILDREN, MAX_DEPTH, MAX_ELEMENTS } from "../limits.ts";
import { innerScope, type NamespaceScope, namespaceOf, OUTERMOST_SCOPE } from "./namespace-scope.ts";
import { normaliseLineEnds, unescapeText } from "./unescape.ts";
import { malformed, XmlScanner } from "./xml-scanner.ts";

/**
 * Parses the one element of a frame (RFC 7395 section 3.3): strict XML 1.0 without what RFC 6120 section 11.1
 * forbids (declarations, comments, processing instructions, DTDs, other entities: restricted-xml).
 * Throws MalformedFrameError.
 */
export function parseXml(text: string): Element {
  if (!isText(text)) throw malformed("a character is outside of XML");
  const parser = new XmlParser(text);
  return parser.document();
}

class XmlParser {
  readonly #scanner: XmlScanner;
  #elements = 0;

  constructor(text: string) {
    this.#scanner = new XmlScanner(text);
  }

  document(): Element {
    this.#scanner.expect("<");
    this.#refuseRestricted();
    const element = this.#element(OUTERMOST_SCOPE, 1);
    this.#scanner.space();
    if (!this.#scanner.atEnd) throw malformed("something follows the element");
    return element;
  }

  /** An element behind its `<`. */
  #element(outer: NamespaceScope, depth: number): Element {
    if (depth > MAX_DEPTH) throw new MalformedFrameError("policy-violation", "elements nest too deep");
    if (++this.#elements > MAX_ELEMENTS)
      throw new MalformedFrameError("policy-violation", "too many elements");
    const tag = this.#scanner.startTag();
    const scope = innerScope(outer, tag.attributes);
    const colon = tag.name.indexOf(":");
    const name = tag.name.slice(colon + 1);
    if (!isElementName(name)) throw new MalformedFrameError("bad-format", "not an element's name");
    const xmlns = namespaceOf(scope, colon < 0 ? "" : tag.name.slice(0, colon));
    const attrs = ownAttributes(scope, tag.attributes);
    if (tag.empty) return { name, xmlns, attrs, content: undefined };
    const binary = isBinaryElement(name, xmlns);
    const content = this.#content(scope, binary, depth);
    this.#scanner.expect(tag.name);
    this.#scanner.space();
    this.#scanner.expect(">");
    return { name, xmlns, attrs, content };
  }

  /** The content up to and including the end tag's `</`. */
  #content(scope: NamespaceScope, binary: boolean, depth: number): Content {
    let text = "";
    const children: Element[] = [];
    for (;;) {
      text += unescapeText(this.#scanner.characters());
      this.#scanner.expect("<");
      if (this.#scanner.accept("/")) break;
      if (this.#scanner.accept("![CDATA[")) {
        text += normaliseLineEnds(this.#scanner.upTo("]]>"));
        continue;
      }
      this.#refuseRestricted();
      children.push(this.#element(scope, depth + 1));
      if (children.length > MAX_CHILDREN)
        throw new MalformedFrameError("policy-violation", "too many children");
    }
    if (children.length > 0) return childrenOnly(children, text);
    if (text === "") return undefined;
    return binary ? bytesFrom(text) : text;
  }

  #refuseRestricted(): void {
    if (this.#scanner.accept("!") || this.#scanner.accept("?")) {
      throw new MalformedFrameError(
        "restricted-xml",
        "comments, declarations and instructions are not allowed",
      );
    }
  }
}

/** White space between children is layout; any other text there has no place in the model. */
function childrenOnly(children: Element[], text: string): Element[] {
  if (/^[ \t\r\n]*$/.test(text)) return children;
  throw new MalformedFrameError("bad-format", "text stands beside child elements");
}

/** Zero bytes are written `=` (RFC 6120 section 6.4.2), to tell them from nothing. */
function bytesFrom(text: string): Uint8Array {
  if (text === "=") return new Uint8Array(0);
  try {
    return fromBase64(text);
  } catch (cause) {
    // biome-ignore lint/style/useErrorCause: the options are the third argument
    throw new MalformedFrameError("bad-format", "an element of bytes does not hold base64", { cause });
  }
}

/** The model's attributes: those with a prefix, such as xml:lang, are dropped once their prefix is known. */
function ownAttributes(
  scope: NamespaceScope,
  attributes: ReadonlyMap<string, string>,
): Record<string, string> {
  const own: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of attributes) {
    const colon = name.indexOf(":");
    if (name === "xmlns") continue;
    if (colon < 0) {
      if (!isAttributeName(name)) throw new MalformedFrameError("bad-format", "not an attribute's name");
      own[name] = value;
      if (++count > MAX_ATTRIBUTES) throw new MalformedFrameError("policy-violation", "too many attributes");
      continue;
    }
    const prefix = name.slice(0, colon);
    if (prefix !== "xml" && prefix !== "xmlns") namespaceOf(scope, prefix);
  }
  return own;
}
