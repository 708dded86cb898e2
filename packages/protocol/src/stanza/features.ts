import { child, childrenNamed, type Element, el, isElement, textOf } from "../element.ts";
import { NS_BIND, NS_SASL, NS_SM, NS_STREAM } from "../namespaces.ts";

/** What a server offers next (RFC 6120 section 4.3.2). */
export interface StreamFeatures {
  /** SASL mechanisms, before authentication. */
  readonly mechanisms: readonly string[];
  readonly bind: boolean;
  /** Stream management (XEP-0198 section 2). */
  readonly sm: boolean;
}

export function streamFeatures({
  mechanisms = [],
  bind = false,
  sm = false,
}: Partial<StreamFeatures>): Element {
  const list: Element[] = [];
  if (mechanisms.length > 0) {
    const names = mechanisms.map((name) => el("mechanism", NS_SASL, {}, name));
    list.push(el("mechanisms", NS_SASL, {}, names));
  }
  if (bind) list.push(el("bind", NS_BIND));
  if (sm) list.push(el("sm", NS_SM));
  return el("features", NS_STREAM, {}, list);
}

export function isStreamFeatures(e: Element): boolean {
  return isElement(e, "features", NS_STREAM);
}

/** Features this code does not know are left out. Throws StanzaError bad-request for a mechanism that is no text. */
export function parseStreamFeatures(e: Element): StreamFeatures {
  const mechanisms = child(e, "mechanisms", NS_SASL);
  return {
    mechanisms: mechanisms === undefined ? [] : childrenNamed(mechanisms, "mechanism", NS_SASL).map(textOf),
    bind: child(e, "bind", NS_BIND) !== undefined,
    sm: child(e, "sm", NS_SM) !== undefined,
  };
}
