import type { ClientEvent, Contact } from "@culver/client";
import type { PageClient } from "../worker/remote-client.ts";
import { createStore, type Store } from "./store.ts";

export interface Contacts extends Store<ReadonlyMap<string, Contact>> {
  load(): Promise<void>;
  apply(events: readonly ClientEvent[]): void;
}

/** The name to show for a person: the one given here, their own, their number. */
export function contactName(contact: Contact | undefined, unknown: string): string {
  return contact?.name ?? contact?.profileName ?? contact?.number ?? unknown;
}

export function createContacts(client: PageClient): Contacts {
  const store = createStore<ReadonlyMap<string, Contact>>(new Map());
  return {
    ...store,
    async load() {
      const all = await client.contacts();
      store.set(new Map([...all.map((contact) => [contact.account, contact] as const), ...store.get()]));
    },
    apply(events) {
      const changes = events.flatMap((event) =>
        event.type === "contact" ? [[event.contact.account, event.contact] as const] : [],
      );
      if (changes.length > 0) store.set(new Map([...store.get(), ...changes]));
    },
  };
}
