import type { AddressText } from "../address/address.ts";
import { child, type Element, el, requireAttr } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_DELAY } from "../namespaces.ts";

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** The time at which a server accepted the stanza, Unix milliseconds (XEP-0203, XEP-0082). */
export function delay(at: number, from?: AddressText): Element {
  return el("delay", NS_DELAY, { from, stamp: new Date(at).toISOString() });
}

/** Unix milliseconds, undefined when the stanza carries no delay. Throws StanzaError bad-request. */
export function parseDelay(stanza: Element): number | undefined {
  const element = child(stanza, "delay", NS_DELAY);
  if (element === undefined) return undefined;
  const stamp = requireAttr(element, "stamp");
  const at = DATE_TIME.test(stamp) ? Date.parse(stamp) : Number.NaN;
  if (Number.isNaN(at)) throw new StanzaError("bad-request", "a stamp is a date-time of XEP-0082");
  return at;
}
