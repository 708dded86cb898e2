import type { AddressText } from "../address/address.ts";
import type { StanzaId } from "../address/stanza-id.ts";
import { children, type Element, el } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_CLIENT } from "../namespaces.ts";
import { type Envelope, parseEnvelope } from "./envelope.ts";

/** A request with its one payload (RFC 6120 section 8.2.3). */
export interface IqRequest extends Envelope {
  readonly id: StanzaId;
  readonly type: "get" | "set";
  readonly payload: Element;
}

/** An answer; the payload of an error is read by parseStanzaError. */
export interface IqResponse extends Envelope {
  readonly id: StanzaId;
  readonly type: "error" | "result";
  readonly payload: Element | undefined;
}

export type Iq = IqRequest | IqResponse;

export function iqGet(id: StanzaId, payload: Element, to?: AddressText): Element {
  return el("iq", NS_CLIENT, { type: "get", id, to }, [payload]);
}

export function iqSet(id: StanzaId, payload: Element, to?: AddressText): Element {
  return el("iq", NS_CLIENT, { type: "set", id, to }, [payload]);
}

/** The answer to a request: same id, back to its sender. */
export function iqResult(request: Element, payload?: Element): Element {
  const { id, from, to } = request.attrs;
  return el(
    "iq",
    NS_CLIENT,
    { type: "result", id, to: from, from: to },
    payload === undefined ? undefined : [payload],
  );
}

/** Reads an element that is an iq. Throws StanzaError bad-request or jid-malformed. */
export function parseIq(e: Element): Iq {
  const { id, ...rest } = parseEnvelope(e);
  if (id === undefined) throw new StanzaError("bad-request", "an iq needs an id");
  const payloads = children(e);
  const [payload] = payloads;
  const { type } = e.attrs;
  if (type === "get" || type === "set") {
    if (payload === undefined || payloads.length > 1)
      throw new StanzaError("bad-request", "a request has one payload");
    return { ...rest, id, type, payload };
  }
  if (type === "result") {
    if (payloads.length > 1) throw new StanzaError("bad-request", "a result has at most one payload");
    return { ...rest, id, type, payload };
  }
  if (type === "error") return { ...rest, id, type, payload };
  throw new StanzaError("bad-request", "not an iq's type");
}
