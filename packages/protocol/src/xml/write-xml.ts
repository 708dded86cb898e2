import { toBase64 } from "../base64.ts";
import { isBinaryElement } from "../binary-elements.ts";
import type { Element } from "../element.ts";
import { InvalidElementError } from "../errors/invalid-element-error.ts";
import { isAttributeName, isElementName, isNamespace, isText } from "../lexical.ts";
import { MAX_ATTRIBUTES, MAX_CHILDREN, MAX_DEPTH, MAX_ELEMENTS } from "../limits.ts";
import { escapeAttribute, escapeText } from "./escape.ts";

/** Writes an element as XML without prefixes. Throws InvalidElementError for an element outside the model. */
export function writeXml(element: Element): string {
  return new XmlWriter().element(element, "", 1);
}

class XmlWriter {
  #elements = 0;

  element(e: Element, outerNamespace: string, depth: number): string {
    if (depth > MAX_DEPTH) throw new InvalidElementError(`elements nest more than ${MAX_DEPTH} deep`);
    if (++this.#elements > MAX_ELEMENTS) throw new InvalidElementError(`more than ${MAX_ELEMENTS} elements`);
    if (!isElementName(e.name)) throw new InvalidElementError("not an element's name");
    if (!isNamespace(e.xmlns)) throw new InvalidElementError("not a namespace");
    const declaration = e.xmlns === outerNamespace ? "" : ` xmlns="${escapeAttribute(e.xmlns)}"`;
    const start = `<${e.name}${declaration}${attributes(e)}`;
    const inner = this.#content(e, depth);
    return inner === "" ? `${start}/>` : `${start}>${inner}</${e.name}>`;
  }

  #content(e: Element, depth: number): string {
    const { content } = e;
    if (content === undefined || content === "") return "";
    if (typeof content === "string") {
      if (isBinaryElement(e.name, e.xmlns))
        throw new InvalidElementError("this element holds bytes, not text");
      return escapeText(checked(content));
    }
    if (content instanceof Uint8Array) {
      if (!isBinaryElement(e.name, e.xmlns)) throw new InvalidElementError("this element may not hold bytes");
      return content.length === 0 ? "=" : toBase64(content);
    }
    if (content.length > MAX_CHILDREN) throw new InvalidElementError(`more than ${MAX_CHILDREN} children`);
    let inner = "";
    for (const child of content) inner += this.element(child, e.xmlns, depth + 1);
    return inner;
  }
}

function attributes(e: Element): string {
  let written = "";
  let count = 0;
  for (const name in e.attrs) {
    const value = e.attrs[name];
    if (typeof value !== "string") throw new InvalidElementError("an attribute's value is not text");
    if (!isAttributeName(name)) throw new InvalidElementError("not an attribute's name");
    written += ` ${name}="${escapeAttribute(checked(value))}"`;
    count++;
  }
  if (count > MAX_ATTRIBUTES) throw new InvalidElementError(`more than ${MAX_ATTRIBUTES} attributes`);
  return written;
}

function checked(text: string): string {
  if (isText(text)) return text;
  throw new InvalidElementError("text holds a character that XML cannot carry");
}
