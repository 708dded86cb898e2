import { createStore, type Store } from "../../state/store.ts";

export const pages = ["templates", "replies", "webhooks", "team", "labels", "log", "account"] as const;
export type Page = (typeof pages)[number];

/** Where one is. It stands in the fragment of the address, so that the server gives one page for all. */
export type Route =
  | { readonly view: "inbox" }
  /** `seq`: a message to begin at. */
  | { readonly view: "thread"; readonly thread: string; readonly seq?: number | undefined }
  | { readonly view: Page };

export interface Router extends Store<Route> {
  go(route: Route, options?: { readonly replace?: boolean }): void;
}

export function parseRoute(fragment: string): Route {
  const [first = "", second, third] = fragment.replace(/^#\/?/u, "").split("/");
  if (first === "chat" && second !== undefined && second !== "") {
    const seq = Number(third);
    return {
      view: "thread",
      thread: decodeURIComponent(second),
      ...(third !== undefined && Number.isSafeInteger(seq) && { seq }),
    };
  }
  const page = pages.find((one) => one === first);
  return page === undefined ? { view: "inbox" } : { view: page };
}

export function fragmentOf(route: Route): string {
  if (route.view === "inbox") return "#/";
  if (route.view !== "thread") return `#/${route.view}`;
  const place = route.seq === undefined ? "" : `/${route.seq}`;
  return `#/chat/${encodeURIComponent(route.thread)}${place}`;
}

export function createRouter(): Router {
  const store = createStore(parseRoute(location.hash));
  window.addEventListener("hashchange", () => store.set(parseRoute(location.hash)));
  return {
    ...store,
    go(route, { replace = false } = {}) {
      const fragment = fragmentOf(route);
      if (fragment === location.hash) store.set(route);
      else if (replace) {
        history.replaceState(null, "", fragment);
        store.set(route);
      } else {
        history.pushState(null, "", fragment);
        store.set(route);
      }
    },
  };
}
