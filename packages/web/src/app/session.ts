import { createStore, type Store } from "../state/store.ts";
import type { App } from "./app.ts";

export type SessionState =
  | { readonly phase: "stopped" }
  | { readonly phase: "starting" }
  | { readonly phase: "running"; readonly app: App }
  | { readonly phase: "failed"; readonly reason: string };

export interface Session extends Store<SessionState> {
  start(): Promise<void>;
  /** Saves, closes the client and ends its worker; resolves when another tab may open the store. */
  stop(): Promise<void>;
}

export interface Running {
  readonly worker: Worker;
  readonly app: App;
}

const closeTimeout = 2_000;

/** The life of the app in this tab: it starts with the tab lock and stops when the lock goes. */
export function createSession(open: () => Promise<Running>): Session {
  const store = createStore<SessionState>({ phase: "stopped" });
  let running: Running | undefined;
  return {
    ...store,
    async start() {
      if (store.get().phase === "starting" || store.get().phase === "running") return;
      store.set({ phase: "starting" });
      try {
        running = await open();
        store.set({ phase: "running", app: running.app });
      } catch (error) {
        store.set({ phase: "failed", reason: error instanceof Error ? error.message : String(error) });
      }
    },
    async stop() {
      const ending = running;
      running = undefined;
      store.set({ phase: "stopped" });
      if (ending === undefined) return;
      ending.app.flush();
      const tooLong = new Promise((resolve) => setTimeout(resolve, closeTimeout));
      await Promise.race([ending.app.client.close().catch(() => undefined), tooLong]);
      ending.worker.terminate();
    },
  };
}
