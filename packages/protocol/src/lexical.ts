const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
const NAMESPACE = /^[\x21-\x7e]{1,128}$/;

/** These two can never be a default namespace (Namespaces in XML section 3). */
const RESERVED_NAMESPACES: ReadonlySet<string> = new Set([
  "http://www.w3.org/XML/1998/namespace",
  "http://www.w3.org/2000/xmlns/",
]);

/** `xmlns` is no attribute of the model, and `__proto__` cannot be a key of every language's record. */
const RESERVED_ATTRIBUTES: ReadonlySet<string> = new Set(["xmlns", "__proto__"]);

/** Anything outside the Char production of XML 1.0 section 2.2, lone surrogates included. */
const NO_XML_CHAR = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** An element's local name in the model. */
export function isElementName(text: string): boolean {
  return NAME.test(text);
}

/** An attribute's name in the model. */
export function isAttributeName(text: string): boolean {
  return NAME.test(text) && !RESERVED_ATTRIBUTES.has(text);
}

/** A namespace in the model: visible ASCII. */
export function isNamespace(text: string): boolean {
  return NAMESPACE.test(text) && !RESERVED_NAMESPACES.has(text);
}

/** Text in the model: only characters that XML can carry. */
export function isText(text: string): boolean {
  return !NO_XML_CHAR.test(text);
}
