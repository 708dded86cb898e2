import { child, type Element, el } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_LAST } from "../namespaces.ts";

/** Seconds since somebody was last seen (XEP-0012), in a presence of type unavailable (XEP-0256). */
export function lastActivity(seconds: number): Element {
  return el("query", NS_LAST, { seconds: String(seconds) });
}

/** The seconds, undefined when the stanza does not tell. Throws StanzaError bad-request. */
export function parseLastActivity(stanza: Element): number | undefined {
  const query = child(stanza, "query", NS_LAST);
  const seconds = query?.attrs.seconds;
  if (seconds === undefined) return undefined;
  if (!/^[0-9]{1,10}$/.test(seconds)) throw new StanzaError("bad-request", "seconds are a whole number");
  return Number(seconds);
}
