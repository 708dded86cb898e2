import type { ItemView } from "@culver/business/inbox-api";

/** Most items held on the page at once; beyond it the far end is let go. */
const windowLimit = 300;
export const pageSize = 60;

/** A stretch of a thread. */
export interface ItemWindow {
  /** Oldest first, by `seq`, each id once. */
  readonly items: readonly ItemView[];
  /** Whether the server holds more before the first, after the last. */
  readonly older: boolean;
  readonly newer: boolean;
}

export const emptyWindow: ItemWindow = { items: [], older: false, newer: false };

function merged(a: readonly ItemView[], b: readonly ItemView[]): ItemView[] {
  const byId = new Map(a.map((item) => [item.id, item]));
  for (const item of b) byId.set(item.id, item);
  return [...byId.values()].sort((one, other) => one.seq - other.seq);
}

export function withOlder(window: ItemWindow, page: readonly ItemView[]): ItemWindow {
  const items = merged(window.items, page);
  const kept = items.slice(0, windowLimit);
  return { items: kept, older: page.length >= pageSize, newer: window.newer || kept.length < items.length };
}

export function withNewer(window: ItemWindow, page: readonly ItemView[]): ItemWindow {
  const items = merged(window.items, page);
  const kept = items.slice(-windowLimit);
  return { items: kept, older: window.older || kept.length < items.length, newer: page.length >= pageSize };
}

/** One that is new or has changed. What lies beyond the window's ends is left to a later page. */
export function withItem(window: ItemWindow, item: ItemView): ItemWindow {
  const known = window.items.findIndex(({ id }) => id === item.id);
  if (known !== -1) return { ...window, items: window.items.with(known, item) };
  const first = window.items[0];
  const last = window.items.at(-1);
  if (window.newer && last !== undefined && item.seq > last.seq) return window;
  if (window.older && first !== undefined && item.seq < first.seq) return window;
  const items = merged(window.items, [item]);
  const kept = items.slice(-windowLimit);
  return { ...window, items: kept, older: window.older || kept.length < items.length };
}
