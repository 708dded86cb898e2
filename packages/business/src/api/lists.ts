import {
  compareNodeIds,
  cutPage,
  type GraphNode,
  type NodeFields,
  pageBody,
  readPageRequest,
  selectFields,
} from "../graph/index.ts";
import type { Call } from "./endpoint.ts";

/** A list's answer: the page that is asked for of all items, which are in the order of their keys. */
export function listBody<T>(
  call: Pick<Call, "url" | "fields">,
  items: readonly T[],
  keyOf: (item: T) => string,
  kind: NodeFields,
  show: (item: T) => GraphNode,
): object {
  const order = { keyOf, compare: compareNodeIds };
  const sorted = items.toSorted((a, b) => compareNodeIds(keyOf(a), keyOf(b)));
  const page = cutPage(sorted, readPageRequest(call.url.searchParams), order);
  return pageBody(page, keyOf, call.url, (item) => selectFields(show(item), kind, call.fields));
}

/** Fields of a kind of node; `more` are answered only when asked for. */
export function nodeFields(
  type: string,
  defaults: readonly string[],
  more: readonly string[] = [],
): NodeFields {
  return { type, defaults: new Set(defaults), known: new Set([...defaults, ...more]) };
}
