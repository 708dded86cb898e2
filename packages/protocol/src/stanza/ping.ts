import { type Element, el, isElement } from "../element.ts";
import { NS_PING } from "../namespaces.ts";

/** The payload of a ping, in an iq of type get, answered by an empty result (XEP-0199). */
export function ping(): Element {
  return el("ping", NS_PING);
}

export function isPing(payload: Element): boolean {
  return isElement(payload, "ping", NS_PING);
}
