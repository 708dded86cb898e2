import type { InboxEvent } from "@culver/business/inbox-api";
import { createStore, type Store } from "../../state/store.ts";

/** Somebody who does not say otherwise has stopped. Milliseconds. */
const typingEnds = 12_000;
const viewingEnds = 90_000;

export interface PresenceState {
  /** Threads whose customer is writing. */
  readonly customers: ReadonlySet<string>;
  /** By thread: other agents who have it open. */
  readonly agents: ReadonlyMap<string, ReadonlyMap<string, "viewing" | "typing">>;
}

export interface Presence extends Store<PresenceState> {
  apply(event: Extract<InboxEvent, { type: "customer-typing" | "agent-in-thread" }>): void;
  /** The customer's message has come. */
  customerStopped(thread: string): void;
  clear(): void;
}

const nobody: PresenceState = { customers: new Set(), agents: new Map() };

/** Who is writing, and who looks at what. */
export function createPresence(self: () => string): Presence {
  const store = createStore(nobody);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const after = (key: string, time: number | undefined, run: () => void): void => {
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (time !== undefined) timers.set(key, setTimeout(run, time));
  };
  const customer = (thread: string, typing: boolean): void => {
    if (store.get().customers.has(thread) !== typing)
      store.update((state) => {
        const customers = new Set(state.customers);
        if (typing) customers.add(thread);
        else customers.delete(thread);
        return { ...state, customers };
      });
    after(thread, typing ? typingEnds : undefined, () => customer(thread, false));
  };
  const agent = (thread: string, id: string, state: "viewing" | "typing" | "gone"): void => {
    store.update((all) => {
      const here = new Map(all.agents.get(thread));
      if (state === "gone") here.delete(id);
      else here.set(id, state);
      return { ...all, agents: new Map(all.agents).set(thread, here) };
    });
    const key = `${thread} ${id}`;
    if (state === "typing") after(key, typingEnds, () => agent(thread, id, "viewing"));
    else after(key, state === "viewing" ? viewingEnds : undefined, () => agent(thread, id, "gone"));
  };
  return {
    ...store,
    apply(event) {
      if (event.type === "customer-typing") customer(event.thread, event.typing);
      else if (event.agent !== self()) agent(event.thread, event.agent, event.state);
    },
    customerStopped: (thread) => customer(thread, false),
    clear() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      store.set(nobody);
    },
  };
}
