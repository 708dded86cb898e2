import { isValidStanzaId, type StanzaId } from "../address/stanza-id.ts";
import { child, type Element, el, requireAttr } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_MARKERS } from "../namespaces.ts";

/** Asks for displayed markers (XEP-0333). */
export function markable(): Element {
  return el("markable", NS_MARKERS);
}

/** Tells that the message with this id, and all before it, have been displayed (XEP-0333). */
export function displayed(id: StanzaId): Element {
  return el("displayed", NS_MARKERS, { id });
}

/** The id a message marks as displayed, undefined when it is no marker. Throws StanzaError bad-request. */
export function parseDisplayed(message: Element): StanzaId | undefined {
  const marker = child(message, "displayed", NS_MARKERS);
  if (marker === undefined) return undefined;
  const id = requireAttr(marker, "id");
  if (isValidStanzaId(id)) return id;
  throw new StanzaError("bad-request", "a marker names an id");
}
