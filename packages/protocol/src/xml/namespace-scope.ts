import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { isNamespace } from "../lexical.ts";

/** The namespace declarations in force at one element (Namespaces in XML 1.0). */
export interface NamespaceScope {
  /** The default namespace; none outside of the top-level element. */
  readonly fallback: string | undefined;
  readonly prefixes: ReadonlyMap<string, string>;
}

export const OUTERMOST_SCOPE: NamespaceScope = { fallback: undefined, prefixes: new Map() };

const DECLARATION = "xmlns:";

/** The scope of an element with these attributes, by qualified name. Throws MalformedFrameError. */
export function innerScope(outer: NamespaceScope, attributes: ReadonlyMap<string, string>): NamespaceScope {
  let { fallback, prefixes } = outer;
  for (const [name, uri] of attributes) {
    if (name !== "xmlns" && !name.startsWith(DECLARATION)) continue;
    if (!isNamespace(uri)) throw new MalformedFrameError("invalid-namespace", "not a namespace");
    if (name === "xmlns") fallback = uri;
    else prefixes = declare(prefixes, name.slice(DECLARATION.length), uri);
  }
  return fallback === outer.fallback && prefixes === outer.prefixes ? outer : { fallback, prefixes };
}

function declare(
  prefixes: ReadonlyMap<string, string>,
  prefix: string,
  uri: string,
): ReadonlyMap<string, string> {
  if (prefix === "xml" || prefix === "xmlns") {
    throw new MalformedFrameError("bad-namespace-prefix", "xml and xmlns cannot be declared");
  }
  return new Map(prefixes).set(prefix, uri);
}

/** The namespace of an element with this prefix, "" for none. Throws MalformedFrameError when there is none. */
export function namespaceOf(scope: NamespaceScope, prefix: string): string {
  const uri = prefix === "" ? scope.fallback : scope.prefixes.get(prefix);
  if (uri !== undefined) return uri;
  if (prefix === "") throw new MalformedFrameError("invalid-namespace", "an element is in no namespace");
  throw new MalformedFrameError("bad-namespace-prefix", "a prefix is not declared");
}
