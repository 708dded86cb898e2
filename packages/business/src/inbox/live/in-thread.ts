import type { InboxEvent } from "../../inbox-api.ts";

type State = "viewing" | "typing";

interface Held {
  readonly business: string;
  readonly thread: string;
  readonly agent: string;
  state: State;
  isViewing: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** An agent who says no more that it types has stopped, milliseconds. */
const TYPING_MS = 30_000;

/** Which agents look at a thread or write in it, so that two do not answer at once. In memory: it is over when they go. */
export interface InThread {
  viewing(business: string, thread: string, agent: string, isViewing: boolean): void;
  typing(business: string, thread: string, agent: string, isTyping: boolean): void;
  /** The agent has closed its last page. */
  gone(agent: string): void;
  snapshot(business: string): readonly InboxEvent[];
  close(): void;
}

export function createInThread(publish: (business: string, event: InboxEvent) => void): InThread {
  const held = new Map<string, Held>();
  const keyOf = (thread: string, agent: string) => `${agent} ${thread}`;

  const tell = ({ business, thread, agent }: Held, state: State | "gone") =>
    publish(business, { type: "agent-in-thread", thread, agent, state });

  function show(entry: Held, isTyping: boolean): void {
    clearTimeout(entry.timer);
    entry.timer = isTyping ? setTimeout(() => show(entry, false), TYPING_MS) : undefined;
    if (!isTyping && !entry.isViewing) {
      if (held.delete(keyOf(entry.thread, entry.agent))) tell(entry, "gone");
      return;
    }
    const state = isTyping ? "typing" : "viewing";
    const isNew = !held.has(keyOf(entry.thread, entry.agent));
    if (!isNew && entry.state === state) return;
    held.set(keyOf(entry.thread, entry.agent), entry);
    entry.state = state;
    tell(entry, state);
  }

  const find = (business: string, thread: string, agent: string): Held =>
    held.get(keyOf(thread, agent)) ?? {
      ...{ business, thread, agent },
      ...{ state: "viewing", isViewing: false, timer: undefined },
    };

  return {
    viewing(business, thread, agent, isViewing) {
      const entry = find(business, thread, agent);
      entry.isViewing = isViewing;
      show(entry, isViewing && entry.timer !== undefined);
    },
    typing(business, thread, agent, isTyping) {
      show(find(business, thread, agent), isTyping);
    },
    gone(agent) {
      for (const entry of [...held.values()]) {
        if (entry.agent !== agent) continue;
        entry.isViewing = false;
        show(entry, false);
      }
    },
    snapshot: (business) =>
      [...held.values()]
        .filter((entry) => entry.business === business)
        .map(({ thread, agent, state }) => ({ type: "agent-in-thread", thread, agent, state })),
    close() {
      for (const { timer } of held.values()) clearTimeout(timer);
      held.clear();
    },
  };
}
