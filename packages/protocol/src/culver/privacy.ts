import { type Element, el } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_PRIVACY } from "../namespaces.ts";
import { expectElement } from "./expect.ts";

/** Who may see an account's presence and last seen; who hides it does not see it either. */
export type LastSeenVisibility = "everyone" | "nobody";

export interface PrivacySettings {
  readonly lastSeen: LastSeenVisibility;
}

/** `<privacy/>`, payload of an iq of type get. */
export function privacyRequest(): Element {
  return el("privacy", NS_PRIVACY);
}

/** `<privacy last-seen/>`, payload of an iq of type set and of the answer to get. */
export function privacySettings({ lastSeen }: PrivacySettings): Element {
  return el("privacy", NS_PRIVACY, { "last-seen": lastSeen });
}

/** Throws StanzaError bad-request. */
export function parsePrivacySettings(e: Element): PrivacySettings {
  expectElement(e, "privacy", NS_PRIVACY);
  const lastSeen = e.attrs["last-seen"];
  if (lastSeen === "everyone" || lastSeen === "nobody") return { lastSeen };
  throw new StanzaError("bad-request", "last-seen is everyone or nobody");
}
