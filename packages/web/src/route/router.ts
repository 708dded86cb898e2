import { createStore, type Store } from "../state/store.ts";
import { depthOf, parentOf, parseRoute, pathOf, type Route } from "./route.ts";

export interface Router extends Store<Route> {
  go(route: Route, options?: { replace?: boolean }): void;
  /** One level out: the browser's own history when that is where it leads, else a new entry in its place. */
  up(): void;
}

/** Keeps the place in the app and the address of the window in step. */
export function createRouter(window: Window): Router {
  const store = createStore<Route>(parseRoute(window.location.pathname));
  const depthHere = (): number => (window.history.state as { depth?: number } | null)?.depth ?? 0;

  window.addEventListener("popstate", () => store.set(parseRoute(window.location.pathname)));

  const go: Router["go"] = (route, { replace = false } = {}) => {
    const path = pathOf(route);
    const current = store.get();
    // Sideways and outward moves replace, so that "back" on a phone always leads out.
    const sideways = depthOf(route) <= depthOf(current) && current.view !== "chats";
    if (path !== window.location.pathname) {
      if (replace || sideways) window.history.replaceState({ depth: depthHere() }, "", path);
      else window.history.pushState({ depth: depthHere() + 1 }, "", path);
    }
    store.set(route);
  };

  return {
    ...store,
    go,
    up() {
      const current = store.get();
      if (current.view === "chats") return;
      if (depthHere() > 0) window.history.back();
      else go(parentOf(current), { replace: true });
    },
  };
}
