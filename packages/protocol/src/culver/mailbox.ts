import { type Element, el, isElement } from "../element.ts";
import { NS_MAILBOX } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectElement } from "./expect.ts";

/** `<drained/>`: the backlog has been sent. It is no stanza and is not counted (XEP-0198). */
export const DRAINED: Element = el("drained", NS_MAILBOX);

export function isDrained(e: Element): boolean {
  return isElement(e, "drained", NS_MAILBOX);
}

/** `<retry after/>`, the application condition of `resource-constraint`. `after` in whole seconds, at least 1. */
export function retryAfter(seconds: number): Element {
  return el("retry", NS_MAILBOX, { after: String(Math.max(1, Math.ceil(seconds))) });
}

/** Seconds to wait. Throws StanzaError bad-request. */
export function parseRetryAfter(e: Element): number {
  expectElement(e, "retry", NS_MAILBOX);
  return decimalAttr(e, "after");
}
