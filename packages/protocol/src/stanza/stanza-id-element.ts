import type { AddressText } from "../address/address.ts";
import { childrenNamed, type Element, el, requireAttr } from "../element.ts";
import { NS_STANZA_ID } from "../namespaces.ts";

/** The id that a server, `by`, gave a message (XEP-0359). */
export interface AssignedId {
  readonly id: string;
  readonly by: AddressText;
}

export function stanzaIdElement({ id, by }: AssignedId): Element {
  return el("stanza-id", NS_STANZA_ID, { id, by });
}

/** The id given by this server, undefined when there is none. Throws StanzaError bad-request. */
export function parseStanzaId(message: Element, by: AddressText): string | undefined {
  for (const e of childrenNamed(message, "stanza-id", NS_STANZA_ID)) {
    if (requireAttr(e, "by") === by) return requireAttr(e, "id");
  }
  return undefined;
}
