import type { Message } from "@culver/client";

/** Most messages held on the page at once; beyond it the far end is let go. */
export const windowLimit = 240;
export const pageSize = 60;

export interface MessageWindow {
  /** Oldest first, by position, each id once. */
  readonly messages: readonly Message[];
  /** Whether the store holds more before the first, after the last. */
  readonly older: boolean;
  readonly newer: boolean;
}

function merged(a: readonly Message[], b: readonly Message[]): Message[] {
  const byId = new Map(a.map((message) => [message.id, message]));
  for (const message of b) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.position - other.position);
}

export function prependPage(window: MessageWindow, page: readonly Message[]): MessageWindow {
  const messages = merged(window.messages, page);
  const kept = messages.slice(0, windowLimit);
  return {
    messages: kept,
    older: page.length >= pageSize,
    newer: window.newer || kept.length < messages.length,
  };
}

export function appendPage(window: MessageWindow, page: readonly Message[]): MessageWindow {
  const messages = merged(window.messages, page);
  const kept = messages.slice(-windowLimit);
  return {
    messages: kept,
    older: window.older || kept.length < messages.length,
    newer: page.length >= pageSize,
  };
}

/** A message changed or arrived. One that belongs after the window's end is left to a later page when there are newer ones. */
export function applyMessage(window: MessageWindow, message: Message): MessageWindow {
  const index = window.messages.findIndex(({ id }) => id === message.id);
  const known = window.messages[index];
  if (known !== undefined && known.position === message.position) {
    return { ...window, messages: window.messages.with(index, message) };
  }
  const others = known === undefined ? window.messages : window.messages.toSpliced(index, 1);
  const first = others[0];
  const last = others.at(-1);
  if (window.newer && last !== undefined && message.position > last.position)
    return { ...window, messages: others };
  if (window.older && first !== undefined && message.position < first.position)
    return { ...window, messages: others };
  const messages = merged(others, [message]);
  const kept = messages.slice(-windowLimit);
  return { ...window, messages: kept, older: window.older || kept.length < messages.length };
}

export function removeMessages(window: MessageWindow, ids: ReadonlySet<string>): MessageWindow {
  return { ...window, messages: window.messages.filter(({ id }) => !ids.has(id)) };
}
