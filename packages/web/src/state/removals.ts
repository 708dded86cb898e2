import { createStore, type Store } from "./store.ts";

/** How long a removal can be taken back. Milliseconds. */
export const undoTime = 6_000;

/** Messages on their way out: already hidden, not yet removed. */
export interface Removals extends Store<ReadonlySet<string>> {
  /** Hides now, removes when the time to undo is over. Gives the function that takes it back. */
  begin(ids: readonly string[], remove: () => Promise<void>, failed: (error: unknown) => void): () => void;
  flush(): void;
}

export function createRemovals(): Removals {
  const store = createStore<ReadonlySet<string>>(new Set());
  const due = new Set<() => void>();
  const show = (ids: readonly string[]): void =>
    store.update((hidden) => new Set([...hidden].filter((id) => !ids.includes(id))));
  return {
    ...store,
    begin(ids, remove, failed) {
      store.update((hidden) => new Set([...hidden, ...ids]));
      const finish = (): void => {
        clearTimeout(timer);
        if (!due.delete(finish)) return;
        remove()
          .catch(failed)
          .finally(() => show(ids));
      };
      const timer = setTimeout(finish, undoTime);
      due.add(finish);
      return () => {
        clearTimeout(timer);
        if (due.delete(finish)) show(ids);
      };
    },
    flush() {
      for (const finish of [...due]) finish();
    },
  };
}
