import { isValidStanzaId, type StanzaId } from "../address/stanza-id.ts";
import { childrenNamed, type Element, el, requireAttr } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_RECEIPTS } from "../namespaces.ts";

/** Asks for a delivery receipt (XEP-0184). */
export function receiptRequest(): Element {
  return el("request", NS_RECEIPTS);
}

/** Tells that a device has received the message with this id (XEP-0184). */
export function received(id: StanzaId): Element {
  return el("received", NS_RECEIPTS, { id });
}

/** The ids a message acknowledges, none when it is no receipt. Throws StanzaError bad-request. */
export function parseReceipts(message: Element): StanzaId[] {
  return childrenNamed(message, "received", NS_RECEIPTS).map((receipt) => {
    const id = requireAttr(receipt, "id");
    if (isValidStanzaId(id)) return id;
    throw new StanzaError("bad-request", "a receipt names an id");
  });
}
