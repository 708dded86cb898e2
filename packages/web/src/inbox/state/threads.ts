import type { ThreadChange, ThreadView } from "@culver/business/inbox-api";
import { createStore, type Store } from "../../state/store.ts";
import type { InboxClient } from "../api/client.ts";
import { type Counts, countsOf, type Query, queryKey, shownThreads } from "../lib/thread-query.ts";

const pageSize = 60;

/** How far a query has been read. */
interface Reach {
  /** Nothing older than this `activeAt` is known; undefined: all is. */
  readonly next: number | undefined;
}

export interface ThreadsState {
  readonly byId: ReadonlyMap<string, ThreadView>;
  readonly query: Query;
  readonly reached: ReadonlyMap<string, Reach>;
  readonly loading: boolean;
  readonly failed: boolean;
}

export interface Threads extends Store<ThreadsState> {
  shown(state: ThreadsState): readonly ThreadView[];
  counts(state: ThreadsState): Counts;
  ask(query: Partial<Query>): void;
  /** Reads anew from the start: after a gap nothing that is held can be trusted. */
  refresh(): Promise<void>;
  more(): Promise<void>;
  apply(thread: ThreadView): void;
  /** Fetches one that no list has brought. */
  fetch(id: string): Promise<ThreadView | undefined>;
  /** Shows the change at once and takes it back if the server refuses. @throws InboxError */
  change(id: string, change: ThreadChange): Promise<void>;
}

/** The chats that are known here, and which of them are listed. */
export function createThreads(
  client: InboxClient,
  self: () => string,
  open: () => string | undefined,
): Threads {
  const store = createStore<ThreadsState>({
    byId: new Map(),
    query: { filter: "open", label: undefined, number: undefined },
    reached: new Map(),
    loading: true,
    failed: false,
  });
  let turn = 0;

  const merge = (threads: readonly ThreadView[], onto: ReadonlyMap<string, ThreadView>) => {
    const byId = new Map(onto);
    for (const thread of threads) byId.set(thread.id, thread);
    return byId;
  };

  /** Of what was known before a gap, only the chat that is open is worth keeping: it is read again by itself. */
  const kept = (byId: ReadonlyMap<string, ThreadView>): ReadonlyMap<string, ThreadView> =>
    new Map([...byId].filter(([id]) => id === open()));

  const load = async (what: "anew" | "first" | "more"): Promise<void> => {
    const mine = ++turn;
    const { query, reached } = store.get();
    const key = queryKey(query);
    const before = what !== "more" ? undefined : reached.get(key)?.next;
    store.update((state) => ({ ...state, loading: true, failed: false }));
    try {
      const { threads, next } = await client.threads({ ...query, before, limit: pageSize });
      if (mine !== turn) return;
      store.update((state) => ({
        ...state,
        byId: merge(threads, what === "anew" ? kept(state.byId) : state.byId),
        reached: new Map(what === "anew" ? [] : state.reached).set(key, { next }),
        loading: false,
      }));
    } catch {
      if (mine === turn) store.update((state) => ({ ...state, loading: false, failed: true }));
    }
  };

  const apply = (thread: ThreadView): void =>
    store.update((state) => ({ ...state, byId: merge([thread], state.byId) }));

  return {
    ...store,
    shown: (state) => shownThreads(state.byId, state.query, self(), state.reached.get(queryKey(state.query))),
    counts: (state) => countsOf(state.byId, self(), (key) => state.reached.get(key)),
    ask(change) {
      store.update((state) => ({ ...state, query: { ...state.query, ...change } }));
      const { query, reached } = store.get();
      if (!reached.has(queryKey(query))) void load("first");
      else store.update((state) => ({ ...state, loading: false, failed: false }));
    },
    refresh: () => load("anew"),
    async more() {
      const { query, reached, loading } = store.get();
      if (loading || reached.get(queryKey(query))?.next === undefined) return;
      await load("more");
    },
    apply,
    async fetch(id) {
      const thread = await client.thread(id).catch(() => undefined);
      if (thread !== undefined) apply(thread);
      return thread;
    },
    async change(id, change) {
      const before = store.get().byId.get(id);
      if (before !== undefined) apply(changed(before, change));
      try {
        const after = await client.changeThread(id, change);
        if (after?.id === id) apply(after);
      } catch (error) {
        if (before !== undefined) apply(before);
        throw error;
      }
    },
  };
}

function changed(thread: ThreadView, { assignee, ...change }: ThreadChange): ThreadView {
  const { assignee: had, ...rest } = thread;
  const who = assignee === undefined ? had : (assignee ?? undefined);
  return { ...rest, ...change, ...(who !== undefined && { assignee: who }) };
}
