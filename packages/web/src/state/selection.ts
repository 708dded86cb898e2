import { createStore, type Store } from "./store.ts";

/** The messages being chosen in the open chat; undefined while none are. */
export interface Selection extends Store<ReadonlySet<string> | undefined> {
  start(id: string): void;
  /** Choosing ends with the last one that is taken back. */
  toggle(id: string): void;
  end(): void;
}

export function createSelection(): Selection {
  const store = createStore<ReadonlySet<string> | undefined>(undefined);
  return {
    ...store,
    start: (id) => store.set(new Set([id])),
    toggle: (id) =>
      store.update((chosen) => {
        const next = new Set(chosen);
        if (!next.delete(id)) next.add(id);
        return next.size === 0 ? undefined : next;
      }),
    end: () => store.set(undefined),
  };
}
