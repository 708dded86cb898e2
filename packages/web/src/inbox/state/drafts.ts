import type { ItemView } from "@culver/business/inbox-api";
import { createStore, type Store } from "../../state/store.ts";

/** What is being written in a thread and not sent. */
export interface DraftState {
  readonly text: string;
  readonly isNote: boolean;
  readonly replyTo: ItemView | undefined;
}

export const nothingWritten: DraftState = { text: "", isNote: false, replyTo: undefined };

export interface Drafts extends Store<ReadonlyMap<string, DraftState>> {
  of(thread: string): DraftState;
  change(thread: string, change: Partial<DraftState>): void;
}

/** Drafts live as long as the page: customers' threads are not kept in the browser's storage. */
export function createDrafts(): Drafts {
  const store = createStore<ReadonlyMap<string, DraftState>>(new Map());
  const of = (thread: string): DraftState => store.get().get(thread) ?? nothingWritten;
  return {
    ...store,
    of,
    change: (thread, change) => store.update((all) => new Map(all).set(thread, { ...of(thread), ...change })),
  };
}
