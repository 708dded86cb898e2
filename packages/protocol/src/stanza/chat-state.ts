import { children, type Element, el } from "../element.ts";
import { NS_CHAT_STATES } from "../namespaces.ts";

const STATES = ["active", "composing", "gone", "inactive", "paused"] as const;

/** XEP-0085 section 3. */
export type ChatState = (typeof STATES)[number];

const known: ReadonlySet<string> = new Set(STATES);

export function chatState(state: ChatState): Element {
  return el(state, NS_CHAT_STATES);
}

/** The chat state a message carries; undefined when there is none, or one that the standard does not know. */
export function parseChatState(message: Element): ChatState | undefined {
  const name = children(message).find((c) => c.xmlns === NS_CHAT_STATES)?.name;
  return name !== undefined && isChatState(name) ? name : undefined;
}

function isChatState(name: string): name is ChatState {
  return known.has(name);
}
