import { type Content, type Element, el, fromBase64 } from "../../src/index.ts";

/** The model as the vectors write it. */
export interface ElementJson {
  readonly name: string;
  readonly xmlns: string;
  readonly attrs: Readonly<Record<string, string | undefined>>;
  readonly content: null | { readonly text: string } | { readonly base64: string } | readonly ElementJson[];
}

export function fromJson(json: ElementJson): Element {
  return el(json.name, json.xmlns, json.attrs, contentOf(json.content));
}

function contentOf(content: ElementJson["content"]): Content {
  if (content === null) return undefined;
  if ("text" in content) return content.text;
  if ("base64" in content) return fromBase64(content.base64);
  return content.map(fromJson);
}
