import { createStore, type Store } from "../../state/store.ts";

export interface ResourceState<T> {
  readonly value: T | undefined;
  readonly failed: boolean;
}

export interface Resource<T> extends Store<ResourceState<T>> {
  /** Fetches it if it is not there. */
  want(): void;
  refresh(): Promise<void>;
  put(value: T): void;
}

/** Something that is fetched once it is needed, and again when it may have changed. */
export function createResource<T>(fetch: () => Promise<T>): Resource<T> {
  const store = createStore<ResourceState<T>>({ value: undefined, failed: false });
  let wanted = false;
  let turn = 0;
  const refresh = async (): Promise<void> => {
    wanted = true;
    const mine = ++turn;
    try {
      const value = await fetch();
      if (mine === turn) store.set({ value, failed: false });
    } catch {
      if (mine !== turn) return;
      wanted = false;
      store.update((state) => ({ ...state, failed: true }));
    }
  };
  return {
    ...store,
    refresh,
    want: () => {
      if (!wanted) void refresh();
    },
    put(value) {
      turn += 1;
      wanted = true;
      store.set({ value, failed: false });
    },
  };
}
