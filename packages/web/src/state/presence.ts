import type { ClientEvent, PeerPresence } from "@culver/client";
import { createStore, type Store } from "./store.ts";

export interface Presence extends Store<ReadonlyMap<string, PeerPresence>> {
  apply(events: readonly ClientEvent[]): void;
}

/** What is known of the people being watched, by account. */
export function createPresence(): Presence {
  const store = createStore<ReadonlyMap<string, PeerPresence>>(new Map());
  return {
    ...store,
    apply(events) {
      const changes = events.flatMap((event) =>
        event.type === "presence" ? [[event.presence.account, event.presence] as const] : [],
      );
      if (changes.length > 0) store.set(new Map([...store.get(), ...changes]));
    },
  };
}
