import type { ClientEvent } from "@culver/client";
import { createStore, type Store } from "./store.ts";

/** Who writes without saying so again for this long has stopped (docs/protocol.md, "Receipts, markers, typing"). */
const typingTimeout = 6_000;

export interface Typing extends Store<ReadonlyMap<string, string>> {
  apply(events: readonly ClientEvent[]): void;
}

/** Conversation to the account that is writing in it. */
export function createTyping(): Typing {
  const store = createStore<ReadonlyMap<string, string>>(new Map());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const stop = (conversation: string): void => {
    clearTimeout(timers.get(conversation));
    timers.delete(conversation);
    if (!store.get().has(conversation)) return;
    const next = new Map(store.get());
    next.delete(conversation);
    store.set(next);
  };
  const start = (conversation: string, account: string): void => {
    clearTimeout(timers.get(conversation));
    timers.set(
      conversation,
      setTimeout(() => stop(conversation), typingTimeout),
    );
    if (store.get().get(conversation) !== account)
      store.set(new Map([...store.get(), [conversation, account]]));
  };

  return {
    ...store,
    apply(events) {
      for (const event of events) {
        if (event.type === "typing" && event.typing) start(event.conversation, event.account);
        else if (event.type === "typing") stop(event.conversation);
        else if (event.type === "message" && event.isNew && !event.message.outgoing)
          stop(event.message.conversation);
      }
    },
  };
}
