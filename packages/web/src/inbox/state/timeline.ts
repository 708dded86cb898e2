import type { ItemBody, ItemView } from "@culver/business/inbox-api";
import { createStore, type Store } from "../../state/store.ts";
import type { InboxClient } from "../api/client.ts";
import {
  emptyWindow,
  type ItemWindow,
  pageSize,
  withItem,
  withNewer,
  withOlder,
} from "../lib/item-window.ts";

/** Something that was written here and that the server does not have yet. */
export interface LocalItem {
  readonly item: ItemView;
  /** How it is sent, once more if need be. */
  readonly attempt: () => Promise<void>;
  readonly state: "sending" | "failed";
  readonly why?: string;
  /** Of a file: parts of one. */
  readonly progress?: number;
}

export interface TimelineState extends ItemWindow {
  readonly thread: string | undefined;
  readonly loading: boolean;
  readonly failed: boolean;
  readonly pending: readonly LocalItem[];
  /** The first message that was unread when the thread was opened. */
  readonly mark: { readonly from: string; readonly count: number } | undefined;
  /** A message to be brought into view. */
  readonly target: { readonly id: string; readonly flash: boolean } | undefined;
}

export interface Draft {
  readonly body: ItemBody;
  readonly direction: "out" | "inside";
  readonly channel?: "app" | "sms";
  readonly quote?: ItemView["quote"];
}

export interface Timeline extends Store<TimelineState> {
  open(thread: string, unread: number, seq?: number): Promise<void>;
  close(): void;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Reads again what may have been missed. */
  refresh(): Promise<void>;
  jumpToEnd(): Promise<void>;
  /** False when the message is no longer there. */
  jumpTo(id: string): boolean;
  clearTarget(): void;
  clearMark(): void;
  apply(item: ItemView): void;
  /** Shows it at once; `send` gives what the server made of it. */
  post(
    draft: Draft,
    send: (progress: (part: number) => void) => Promise<ItemView | undefined>,
  ): Promise<void>;
  retry(id: string): void;
  discard(id: string): void;
}

const closed: TimelineState = {
  ...emptyWindow,
  thread: undefined,
  loading: false,
  failed: false,
  pending: [],
  mark: undefined,
  target: undefined,
};

function bodyText(body: ItemBody): string {
  return "text" in body ? body.text : "";
}

/** The items of the thread that is open. */
export function createTimeline(client: InboxClient, by: () => string): Timeline {
  const store = createStore<TimelineState>(closed);
  /** What waits in threads that are not open. */
  const waiting = new Map<string, readonly LocalItem[]>();
  let busy = { older: false, newer: false };
  let count = 0;

  const is = (thread: string): boolean => store.get().thread === thread;
  const patch = (thread: string, change: (state: TimelineState) => TimelineState): void => {
    if (is(thread)) store.update(change);
  };
  const setPending = (
    thread: string,
    change: (pending: readonly LocalItem[]) => readonly LocalItem[],
  ): void => {
    const next = change(waiting.get(thread) ?? []);
    if (next.length === 0) waiting.delete(thread);
    else waiting.set(thread, next);
    patch(thread, (state) => ({ ...state, pending: next }));
  };

  const read = async (thread: string, unread: number, seq: number | undefined): Promise<void> => {
    patch(thread, (state) => ({ ...state, loading: true, failed: false }));
    try {
      if (seq === undefined) {
        const { items } = await client.items(thread, { limit: pageSize });
        const first = items.filter(({ direction }) => direction === "in").at(-unread);
        patch(thread, (state) => ({
          ...state,
          items,
          older: items.length >= pageSize,
          newer: false,
          loading: false,
          mark: unread > 0 && first !== undefined ? { from: first.id, count: unread } : state.mark,
        }));
        return;
      }
      const [before, after] = await Promise.all([
        client.items(thread, { before: seq, limit: pageSize }),
        client.items(thread, { after: seq - 1, limit: pageSize }),
      ]);
      const found = after.items.find((item) => item.seq === seq);
      patch(thread, (state) => ({
        ...state,
        items: [...before.items, ...after.items],
        older: before.items.length >= pageSize,
        newer: after.items.length >= pageSize,
        loading: false,
        target: found === undefined ? undefined : { id: found.id, flash: true },
      }));
    } catch {
      patch(thread, (state) => ({ ...state, loading: false, failed: true }));
    }
  };

  const page = async (side: "older" | "newer"): Promise<void> => {
    const { thread, items, loading } = store.get();
    const edge = side === "older" ? items[0] : items.at(-1);
    if (thread === undefined || loading || busy[side] || !store.get()[side] || edge === undefined) return;
    busy = { ...busy, [side]: true };
    try {
      const place = side === "older" ? { before: edge.seq } : { after: edge.seq };
      const found = (await client.items(thread, { ...place, limit: pageSize })).items;
      patch(thread, (state) => ({
        ...state,
        ...(side === "older" ? withOlder(state, found) : withNewer(state, found)),
      }));
    } catch {
      // The next scroll asks again.
    } finally {
      busy = { ...busy, [side]: false };
    }
  };

  const apply = (item: ItemView): void => {
    const pending = waiting.get(item.thread) ?? [];
    // Its own answer is on the way; the event was faster.
    const own = pending.find(
      (one) =>
        one.state === "sending" &&
        one.item.by === item.by &&
        one.item.body.kind === item.body.kind &&
        bodyText(one.item.body) === bodyText(item.body),
    );
    const known = is(item.thread) && store.get().items.some(({ id }) => id === item.id);
    if (own !== undefined && !known && item.direction !== "in")
      setPending(item.thread, (all) => all.filter((one) => one !== own));
    patch(item.thread, (state) => ({ ...state, ...withItem(state, item) }));
  };

  return {
    ...store,
    async open(thread, unread, seq) {
      busy = { older: false, newer: false };
      store.set({ ...closed, thread, loading: true, pending: waiting.get(thread) ?? [] });
      await read(thread, unread, seq);
    },
    close: () => store.set(closed),
    loadOlder: () => page("older"),
    loadNewer: () => page("newer"),
    async refresh() {
      const { thread, items, newer, failed } = store.get();
      const last = items.at(-1);
      if (thread === undefined || newer) return;
      if (last === undefined || failed) {
        await read(thread, 0, undefined);
        return;
      }
      const { items: found } = await client.items(thread, { limit: pageSize }).catch(() => ({ items: [] }));
      const reaches = found.some(({ seq }) => seq <= last.seq) || found.length < pageSize;
      patch(thread, (state) => ({
        ...state,
        ...(reaches
          ? { ...withNewer(state, found), newer: false }
          : { items: found, older: true, newer: false }),
      }));
    },
    async jumpToEnd() {
      const { thread, newer } = store.get();
      if (thread !== undefined && newer) await read(thread, 0, undefined);
    },
    jumpTo(id) {
      const found = store.get().items.some((item) => item.id === id);
      if (found) store.update((state) => ({ ...state, target: { id, flash: true } }));
      return found;
    },
    clearTarget: () => store.update((state) => ({ ...state, target: undefined })),
    clearMark: () => store.update((state) => ({ ...state, mark: undefined })),
    apply,
    async post(draft, send) {
      const { thread } = store.get();
      if (thread === undefined) return;
      const id = `local-${++count}`;
      const item: ItemView = {
        id,
        thread,
        seq: Number.MAX_SAFE_INTEGER,
        at: Date.now(),
        direction: draft.direction,
        body: draft.body,
        by: by(),
        channel: draft.channel,
        quote: draft.quote,
        reactions: [],
        isEdited: false,
      };
      const change = (to: Partial<LocalItem>): void =>
        setPending(thread, (all) => all.map((one) => (one.item.id === id ? { ...one, ...to } : one)));
      const attempt = async (): Promise<void> => {
        change({ state: "sending" });
        try {
          const sent = await send((progress) => change({ progress }));
          setPending(thread, (all) => all.filter((one) => one.item.id !== id));
          if (sent?.id !== undefined) apply(sent);
        } catch (error) {
          change({ state: "failed", why: error instanceof Error ? error.message : String(error) });
        }
      };
      setPending(thread, (all) => [...all, { item, attempt, state: "sending" }]);
      await attempt();
    },
    retry: (id) =>
      void store
        .get()
        .pending.find((one) => one.item.id === id)
        ?.attempt(),
    discard(id) {
      const { thread } = store.get();
      if (thread !== undefined) setPending(thread, (all) => all.filter((one) => one.item.id !== id));
    },
  };
}
