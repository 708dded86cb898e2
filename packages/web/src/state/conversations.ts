import type { ClientEvent, Contact, Conversation } from "@culver/client";
import type { PageClient } from "../worker/remote-client.ts";
import { createStore, type Store } from "./store.ts";

export interface ConversationsState {
  readonly loaded: boolean;
  readonly byId: ReadonlyMap<string, Conversation>;
  /** Every conversation, pinned ones first, then by what happened last. */
  readonly order: readonly Conversation[];
  /** Unread messages in chats that are neither muted nor archived: the badge. */
  readonly unread: number;
}

export interface Conversations extends Store<ConversationsState> {
  load(): Promise<void>;
  apply(events: readonly ClientEvent[]): void;
  put(conversation: Conversation): void;
  remove(id: string): void;
}

export function isMuted(conversation: Conversation, now = Date.now()): boolean {
  return conversation.mutedUntil !== undefined && conversation.mutedUntil > now;
}

export function isUnread(conversation: Conversation): boolean {
  return conversation.unread > 0 || conversation.markedUnread;
}

function compare(a: Conversation, b: Conversation): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  return b.activeAt - a.activeAt || a.id.localeCompare(b.id);
}

function stateOf(byId: ReadonlyMap<string, Conversation>): ConversationsState {
  const order = [...byId.values()].sort(compare);
  let unread = 0;
  for (const conversation of order) {
    if (!conversation.archived && !isMuted(conversation))
      unread += Math.max(conversation.unread, conversation.markedUnread ? 1 : 0);
  }
  return { loaded: true, byId, order, unread };
}

function withContact(conversation: Conversation, contact: Contact): Conversation {
  const title = contact.name ?? contact.profileName ?? contact.number ?? conversation.title;
  return { ...conversation, peer: contact, title };
}

export function createConversations(client: PageClient): Conversations {
  const store = createStore<ConversationsState>({ loaded: false, byId: new Map(), order: [], unread: 0 });
  return {
    ...store,
    async load() {
      const all = await client.conversations();
      // Events that came in meanwhile are newer than what was read.
      store.set(stateOf(new Map([...all.map((one) => [one.id, one] as const), ...store.get().byId])));
    },
    apply(events) {
      const changed = new Map<string, Conversation>();
      const { byId } = store.get();
      for (const event of events) {
        if (event.type === "conversation") changed.set(event.conversation.id, event.conversation);
        if (event.type !== "contact") continue;
        for (const conversation of [...byId.values(), ...changed.values()]) {
          if (conversation.peer?.account === event.contact.account) {
            changed.set(
              conversation.id,
              withContact(changed.get(conversation.id) ?? conversation, event.contact),
            );
          }
        }
      }
      if (changed.size > 0) store.set(stateOf(new Map([...byId, ...changed])));
    },
    put(conversation) {
      store.set(stateOf(new Map([...store.get().byId, [conversation.id, conversation]])));
    },
    remove(id) {
      const byId = new Map(store.get().byId);
      byId.delete(id);
      store.set(stateOf(byId));
    },
  };
}
