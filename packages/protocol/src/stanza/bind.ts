import { type AddressText, type DeviceAddress, tryParseAddress } from "../address/address.ts";
import { child, type Element, el, isElement, requireChild, textOf } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_BIND } from "../namespaces.ts";

/** The payload of the iq of type set that binds (RFC 6120 section 7). The server chooses the resource: the device id. */
export function bindRequest(): Element {
  return el("bind", NS_BIND);
}

export function bindResult(address: AddressText): Element {
  return el("bind", NS_BIND, {}, [el("jid", NS_BIND, {}, address)]);
}

export function isBind(payload: Element): boolean {
  return isElement(payload, "bind", NS_BIND);
}

/** The resource the device asked for, undefined when it leaves that to the server. */
export function parseBindRequest(bind: Element): string | undefined {
  const resource = child(bind, "resource", NS_BIND);
  return resource === undefined ? undefined : textOf(resource);
}

/** The device address the server gave. Throws StanzaError bad-request or jid-malformed. */
export function parseBindResult(bind: Element): DeviceAddress {
  const address = tryParseAddress(textOf(requireChild(bind, "jid", NS_BIND)));
  if (address?.kind === "device") return address;
  throw new StanzaError("jid-malformed", "bind gives a device address");
}
