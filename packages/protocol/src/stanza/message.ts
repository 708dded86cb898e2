import { children, type Element, el } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_CLIENT } from "../namespaces.ts";
import { type Envelope, type EnvelopeInput, parseEnvelope } from "./envelope.ts";

/** RFC 6121 section 5.2.2; `chat` for two people, `groupchat` for groups. */
export type MessageType = "chat" | "error" | "groupchat" | "headline" | "normal";

const TYPES: ReadonlySet<string> = new Set(["chat", "error", "groupchat", "headline", "normal"]);

export interface MessageInput extends EnvelopeInput {
  readonly type?: MessageType | undefined;
  readonly payload: readonly Element[];
}

export interface Message extends Envelope {
  readonly type: MessageType;
  readonly payload: readonly Element[];
}

export function message({ type, id, to, from, payload }: MessageInput): Element {
  return el("message", NS_CLIENT, { type, id, to, from }, payload);
}

/** Reads an element that is a message. Throws StanzaError bad-request or jid-malformed. */
export function parseMessage(e: Element): Message {
  const type = e.attrs.type ?? "normal";
  if (!isMessageType(type)) throw new StanzaError("bad-request", "not a message's type");
  if (typeof e.content === "string") throw new StanzaError("bad-request", "a message holds elements");
  return { ...parseEnvelope(e), type, payload: children(e) };
}

function isMessageType(type: string): type is MessageType {
  return TYPES.has(type);
}
