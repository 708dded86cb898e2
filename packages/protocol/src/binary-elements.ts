import { NS_DEVICES, NS_KEYS, NS_MLS, NS_SASL, NS_SMS } from "./namespaces.ts";

/**
 * The elements whose content is bytes: base64 text in XML, raw bytes in culver.v1. They hold bytes, nothing or
 * children, but never text; no other element holds bytes. To add one, add its name to the line of its namespace.
 */
export const BINARY_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  [NS_MLS]: ["payload", "commit", "welcome", "group-info", "key-package", "ref"],
  [NS_KEYS]: ["key-package"],
  [NS_DEVICES]: ["entry", "hash"],
  [NS_SMS]: ["key", "quote", "text", "copy", "incoming"],
  [NS_SASL]: ["auth", "challenge", "response", "success"],
};

const sets = new Map(Object.entries(BINARY_ELEMENTS).map(([xmlns, names]) => [xmlns, new Set(names)]));

/** True when elements of this name and namespace hold bytes rather than text. */
export function isBinaryElement(name: string, xmlns: string): boolean {
  return sets.get(xmlns)?.has(name) === true;
}
