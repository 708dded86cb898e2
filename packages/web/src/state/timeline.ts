import type { ClientEvent, Message } from "@culver/client";
import {
  appendPage,
  applyMessage,
  type MessageWindow,
  pageSize,
  prependPage,
  removeMessages,
} from "../lib/message-window.ts";
import type { UnreadMark } from "../lib/timeline-rows.ts";
import type { PageClient } from "../worker/remote-client.ts";
import { createStore, type Store } from "./store.ts";

export interface TimelineState extends MessageWindow {
  readonly conversation: string | undefined;
  readonly loaded: boolean;
  readonly mark: UnreadMark | undefined;
  /** A message to bring into view and flash; a new object each time it is asked for. */
  readonly target: { readonly id: string; readonly flash: boolean } | undefined;
}

/** The part of the open conversation that is on the page. */
export interface Timeline extends Store<TimelineState> {
  open(conversation: string, at: { message?: string; mark?: UnreadMark; around?: string }): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Whether the message is on this device. */
  jumpTo(id: string): Promise<boolean>;
  jumpToEnd(): Promise<void>;
  clearTarget(): void;
  clearMark(): void;
  apply(events: readonly ClientEvent[]): void;
  remove(ids: ReadonlySet<string>): void;
  close(): void;
}

const empty: TimelineState = {
  conversation: undefined,
  loaded: false,
  messages: [],
  older: false,
  newer: false,
  mark: undefined,
  target: undefined,
};

function newestPage(messages: readonly Message[]): MessageWindow {
  return { messages, older: messages.length >= pageSize, newer: false };
}

export function createTimeline(client: PageClient): Timeline {
  const store = createStore<TimelineState>(empty);
  /** Ends that a page is being fetched for: each on its own, or one that has come would hold up the other. */
  const loading = new Set<"older" | "newer">();

  const once = async (
    end: "older" | "newer",
    work: (conversation: string) => Promise<void>,
  ): Promise<void> => {
    const { conversation } = store.get();
    if (loading.has(end) || conversation === undefined) return;
    loading.add(end);
    try {
      await work(conversation);
    } finally {
      loading.delete(end);
    }
  };
  const ifStill = (conversation: string, change: (state: TimelineState) => TimelineState): void => {
    store.update((state) => (state.conversation === conversation ? change(state) : state));
  };
  const around = async (conversation: string, id: string): Promise<MessageWindow | undefined> => {
    const messages = await client.messages(conversation, { around: id, limit: pageSize });
    if (!messages.some((message) => message.id === id)) return undefined;
    return { messages, older: true, newer: true };
  };

  return {
    ...store,
    async open(conversation, { message, mark, around: remembered }) {
      store.set({ ...empty, conversation, mark });
      loading.clear();
      const from = message ?? remembered ?? mark?.from;
      const window =
        (from === undefined ? undefined : await around(conversation, from)) ??
        newestPage(await client.messages(conversation, { limit: pageSize }));
      ifStill(conversation, (state) => ({
        ...state,
        ...window,
        loaded: true,
        target: message === undefined ? undefined : { id: message, flash: true },
      }));
    },
    async loadOlder() {
      const { messages, older } = store.get();
      const [first] = messages;
      if (!older || first === undefined) return;
      await once("older", async (conversation) => {
        const page = await client.messages(conversation, { before: first.position, limit: pageSize });
        ifStill(conversation, (state) => ({ ...state, ...prependPage(state, page) }));
      });
    },
    async loadNewer() {
      const { messages, newer } = store.get();
      const last = messages.at(-1);
      if (!newer || last === undefined) return;
      await once("newer", async (conversation) => {
        const page = await client.messages(conversation, { after: last.position, limit: pageSize });
        ifStill(conversation, (state) => ({ ...state, ...appendPage(state, page) }));
      });
    },
    async jumpTo(id) {
      const { conversation, messages } = store.get();
      if (conversation === undefined) return false;
      if (!messages.some((message) => message.id === id)) {
        const window = await around(conversation, id);
        if (window === undefined) return false;
        ifStill(conversation, (state) => ({ ...state, ...window }));
      }
      ifStill(conversation, (state) => ({ ...state, target: { id, flash: true } }));
      return true;
    },
    async jumpToEnd() {
      const { conversation, newer } = store.get();
      if (conversation === undefined || !newer) return;
      const messages = await client.messages(conversation, { limit: pageSize });
      ifStill(conversation, (state) => ({ ...state, ...newestPage(messages) }));
    },
    clearTarget: () => store.update((state) => ({ ...state, target: undefined })),
    clearMark: () =>
      store.update((state) => (state.mark === undefined ? state : { ...state, mark: undefined })),
    apply(events) {
      const { conversation } = store.get();
      const mine = events.filter(
        (event) => event.type === "message" && event.message.conversation === conversation,
      );
      if (mine.length === 0 || !store.get().loaded) return;
      store.update((state) => {
        let window: MessageWindow = state;
        for (const event of mine) if (event.type === "message") window = applyMessage(window, event.message);
        return { ...state, ...window };
      });
    },
    remove: (ids) => store.update((state) => ({ ...state, ...removeMessages(state, ids) })),
    close: () => store.set(empty),
  };
}
