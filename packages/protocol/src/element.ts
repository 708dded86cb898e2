import type { Content, Element } from "./element-model.ts";
import { StanzaError } from "./errors/stanza-error.ts";

export type { Content, Element };

/** Attributes as a builder takes them: those that are `undefined` are left out. */
export type AttrsInput = Readonly<Record<string, string | undefined>>;

const NO_ATTRS: Readonly<Record<string, string>> = Object.freeze({});

/** Builds an element in normal form. */
export function el(name: string, xmlns: string, attrs?: AttrsInput, content?: Content): Element {
  return {
    name,
    xmlns,
    attrs: attrs === undefined ? NO_ATTRS : definedAttrs(attrs),
    content: normal(content),
  };
}

function normal(content: Content): Content {
  if (content === undefined || content instanceof Uint8Array) return content;
  return content.length === 0 ? undefined : content;
}

function definedAttrs(attrs: AttrsInput): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const key in attrs) {
    const value = attrs[key];
    if (value !== undefined) defined[key] = value;
  }
  return defined;
}

const NO_CHILDREN: readonly Element[] = Object.freeze([]);

/** All child elements; none when the content is text, bytes or nothing. */
export function children(e: Element): readonly Element[] {
  return Array.isArray(e.content) ? e.content : NO_CHILDREN;
}

/** The first child with this name and namespace. */
export function child(e: Element, name: string, xmlns: string): Element | undefined {
  for (const c of children(e)) if (c.name === name && c.xmlns === xmlns) return c;
  return undefined;
}

/** All children with this name and namespace. */
export function childrenNamed(e: Element, name: string, xmlns: string): Element[] {
  return children(e).filter((c) => c.name === name && c.xmlns === xmlns);
}

/** True when the element has this name and namespace. */
export function isElement(e: Element, name: string, xmlns: string): boolean {
  return e.name === name && e.xmlns === xmlns;
}

/** The text of an element, "" when it is empty. Throws StanzaError bad-request for bytes or children. */
export function textOf(e: Element): string {
  if (e.content === undefined) return "";
  if (typeof e.content === "string") return e.content;
  throw new StanzaError("bad-request", `<${e.name}/> must hold text`);
}

/** The bytes of an element, zero bytes when it is empty. Throws StanzaError bad-request for text or children. */
export function bytesOf(e: Element): Uint8Array {
  if (e.content === undefined) return new Uint8Array(0);
  if (e.content instanceof Uint8Array) return e.content;
  throw new StanzaError("bad-request", `<${e.name}/> must hold bytes`);
}

/** The attribute's value. Throws StanzaError bad-request when it is missing. */
export function requireAttr(e: Element, name: string): string {
  const value = e.attrs[name];
  if (typeof value === "string") return value;
  throw new StanzaError("bad-request", `<${e.name}/> needs the attribute ${name}`);
}

/** The child with this name and namespace. Throws StanzaError bad-request when it is missing. */
export function requireChild(e: Element, name: string, xmlns: string): Element {
  const found = child(e, name, xmlns);
  if (found !== undefined) return found;
  throw new StanzaError("bad-request", `<${e.name}/> needs the child ${name}`);
}
