import { children, type Element, el } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_CLIENT } from "../namespaces.ts";
import { type Envelope, type EnvelopeInput, parseEnvelope } from "./envelope.ts";

const TYPES = [
  "error",
  "probe",
  "subscribe",
  "subscribed",
  "unavailable",
  "unsubscribe",
  "unsubscribed",
] as const;

/** RFC 6121 section 4.7.1; `available` is written as no type at all. */
export type PresenceType = "available" | (typeof TYPES)[number];

const known: ReadonlySet<string> = new Set(TYPES);

export interface PresenceInput extends EnvelopeInput {
  readonly type?: PresenceType | undefined;
  readonly payload?: readonly Element[] | undefined;
}

export interface Presence extends Envelope {
  readonly type: PresenceType;
  readonly payload: readonly Element[];
}

export function presence({ type, id, to, from, payload }: PresenceInput = {}): Element {
  return el("presence", NS_CLIENT, { type: type === "available" ? undefined : type, id, to, from }, payload);
}

/** Reads an element that is a presence. Throws StanzaError bad-request or jid-malformed. */
export function parsePresence(e: Element): Presence {
  const type = e.attrs.type ?? "available";
  if (!isPresenceType(type, e.attrs.type)) throw new StanzaError("bad-request", "not a presence's type");
  return { ...parseEnvelope(e), type, payload: children(e) };
}

function isPresenceType(type: string, written: string | undefined): type is PresenceType {
  return written === undefined || known.has(type);
}
