import { GraphError, newMessageId, newNodeId } from "../../src/graph/index.ts";
import type {
  BusinessNumber,
  Engine,
  LiveEvent,
  Outgoing,
  StoredMessage,
  Thread,
} from "../../src/model/index.ts";

/** An engine in memory that writes down what it is asked to do. */
export interface RecordingEngine extends Engine {
  readonly sent: Outgoing[];
  readonly read: string[];
  readonly typing: { thread: string; typing: boolean }[];
  /** Numbers whose customers are outside the 24 hours. */
  readonly closed: Set<string>;
  customer(number: BusinessNumber, phone: string, name: string): Thread;
  /** The customer writes; `silently`: nobody is told, as when the process ends right then. */
  receive(thread: Thread, text: string, silently?: boolean): StoredMessage;
  emit(event: LiveEvent): void;
  change(message: StoredMessage): void;
  /** The message is kept no longer. */
  forget(id: string): void;
  /** The thread `from` becomes a part of `into`. */
  merge(from: string, into: string): void;
}

export function recordingEngine(): RecordingEngine {
  const threads = new Map<string, Thread>();
  const merged = new Map<string, string>();
  const messages: StoredMessage[] = [];
  const listeners = new Set<(event: LiveEvent) => void>();
  const sent: Outgoing[] = [];
  const read: string[] = [];
  const typing: { thread: string; typing: boolean }[] = [];
  const closed = new Set<string>();
  let seq = 0;

  const find = (id: string) => threads.get(merged.get(id) ?? id);
  const known = (id: string): Thread => {
    const thread = find(id);
    if (thread === undefined) throw new GraphError(100);
    return thread;
  };
  const emit = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };
  const set = (id: string, change: Partial<Thread>) => {
    const thread = { ...known(id), ...change };
    threads.set(thread.id, thread);
    emit({ type: "thread", thread });
  };
  const begin = (number: BusinessNumber, phone: string, name: string): Thread => {
    const id = newNodeId();
    const thread: Thread = {
      ...{ id, number: number.id, phone, name, account: `account-${id}`, channel: "app" },
      ...{ isBlocked: false, isOptedOut: false },
    };
    threads.set(id, thread);
    return thread;
  };
  const add = (message: StoredMessage, silently = false): StoredMessage => {
    messages.push(message);
    const thread = known(message.thread);
    if (!silently) emit({ type: "message", message, thread, isNew: true });
    return message;
  };
  const frame = (thread: Thread) => ({
    ...{ id: newMessageId(), thread: thread.id, number: thread.number, channel: thread.channel },
    ...{ at: Date.now(), seq: ++seq, reactions: [] },
  });

  return {
    ...{ sent, read, typing, closed, emit },
    customer: begin,
    receive: (thread, text, silently) =>
      add(
        {
          ...frame(thread),
          ...{ direction: "in", content: { type: "text", body: text }, isEdited: false, isRevoked: false },
        },
        silently,
      ),
    change(message) {
      const index = messages.findIndex(({ id }) => id === message.id);
      messages[index] = message;
      emit({ type: "message", message, thread: known(message.thread), isNew: false });
    },
    forget: (id) => void messages.splice(0, messages.length, ...messages.filter((each) => each.id !== id)),
    merge(from, into) {
      merged.set(from, into);
      for (const [index, message] of messages.entries()) {
        if (message.thread === from) messages[index] = { ...message, thread: into };
      }
    },
    async send(message) {
      if (message.to.kind !== "thread") throw new GraphError(100);
      const thread = known(message.to.thread);
      if (closed.has(thread.id) && message.content.type !== "template") throw new GraphError(131047);
      sent.push(message);
      const { content, by, quotes } = message;
      const stored = add({ ...frame(thread), direction: "out", content, by, status: "accepted", quotes });
      return { id: stored.id, thread };
    },
    markRead: async (_, message) => void read.push(message),
    setTyping: async (thread, isTyping) => void typing.push({ thread, typing: isTyping }),
    thread: async (id) => find(id),
    threadFor: async () => undefined,
    async beginThread(number, to) {
      if (to.kind !== "phone") throw new GraphError(100);
      const { e164 } = to.phone;
      const held = [...threads.values()].find((each) => each.phone === e164 && each.number === number.id);
      return held ?? begin(number, e164, e164);
    },
    message: async (id) => messages.find((message) => message.id === id),
    async messages(thread, { before, after, limit = 50 } = {}) {
      const all = messages.filter(
        (each) =>
          each.thread === thread &&
          (before === undefined || each.seq < before) &&
          (after === undefined || each.seq > after),
      );
      return after !== undefined && before === undefined ? all.slice(0, limit) : all.slice(-limit);
    },
    messagesSince: async (after, limit) => messages.filter((each) => each.seq > after).slice(0, limit),
    blockedCustomers: async (number) =>
      [...threads.values()]
        .filter((thread) => thread.isBlocked && thread.number === number)
        .map(({ name, phone }) => ({ name, waId: phone?.slice(1) })),
    setBlocked: async (id, isBlocked) => set(id, { isBlocked }),
    setOptedOut: async (id, isOptedOut) => set(id, { isOptedOut }),
    renameThread: async (id, name) => set(id, { name }),
    setChannel: async (id, channel) => set(id, { channel }),
    windowEndsAt: (thread) => (closed.has(thread.id) ? undefined : 4_102_444_800_000),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onIncoming() {
      // The inbox reads what it missed by `messagesSince`.
    },
  };
}
