import { createStore, type Store } from "./store.ts";

/** What this browser remembers about how to show things; `public/theme.js` reads `theme` before the first paint. */
export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly enterSends: boolean;
  readonly notify: boolean;
  readonly notifyPreview: boolean;
  /** The person has answered the question about notifications. */
  readonly notifyAsked: boolean;
  readonly recentEmoji: readonly string[];
}

const key = "culver.preferences";

const defaults: Preferences = {
  theme: "system",
  enterSends: true,
  notify: false,
  notifyPreview: true,
  notifyAsked: false,
  recentEmoji: [],
};

function read(storage: Storage): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(storage.getItem(key) ?? "{}") as Partial<Preferences>) };
  } catch {
    // What another version or hand wrote is not worth failing for.
    return defaults;
  }
}

export function createPreferences(storage: Storage): Store<Preferences> {
  const store = createStore(read(storage));
  store.subscribe(() => storage.setItem(key, JSON.stringify(store.get())));
  return store;
}
