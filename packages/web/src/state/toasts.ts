import { createStore, type Store } from "./store.ts";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly danger: boolean;
}

export interface Toasts extends Store<readonly Toast[]> {
  show(text: string, options?: { action?: Toast["action"]; danger?: boolean; time?: number }): number;
  dismiss(id: number): void;
}

const defaultTime = 4_000;

export function createToasts(): Toasts {
  const store = createStore<readonly Toast[]>([]);
  let next = 1;
  const dismiss = (id: number): void => store.update((toasts) => toasts.filter((toast) => toast.id !== id));
  return {
    ...store,
    dismiss,
    show(text, { action, danger = false, time = defaultTime } = {}) {
      const id = next++;
      store.update((toasts) => [
        ...toasts.slice(-2),
        { id, text, danger, ...(action !== undefined && { action }) },
      ]);
      setTimeout(() => dismiss(id), time);
      return id;
    },
  };
}
