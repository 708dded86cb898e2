import { createStore, type Store } from "../state/store.ts";
import { type ChatLink, parseChatLink } from "./chat-link.ts";

const key = "culver.chat-link";

/** The link that was followed and has not led anywhere yet; kept in this tab over sign-up and reloads. */
export interface FollowedLink extends Pick<Store<ChatLink | undefined>, "get" | "subscribe"> {
  /** The link, for who opens it now. */
  take(): ChatLink | undefined;
  /** Puts back what could not be opened. */
  keep(link: ChatLink): void;
}

function kept(): ChatLink | undefined {
  try {
    return parseChatLink(sessionStorage.getItem(key) ?? "");
  } catch {
    return undefined;
  }
}

function store(fragment: string | undefined): void {
  try {
    if (fragment === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, fragment);
  } catch {
    // Without storage the link lasts as long as the page.
  }
}

/** Takes links out of the window's address, where nobody shall read or share them by chance. */
export function createFollowedLink(window: Window): FollowedLink {
  const link = createStore<ChatLink | undefined>(kept());
  const look = (): void => {
    const { hash, pathname, search } = window.location;
    const followed = parseChatLink(hash);
    if (followed === undefined) return;
    store(hash);
    window.history.replaceState(window.history.state, "", pathname + search);
    link.set(followed);
  };
  look();
  window.addEventListener("hashchange", look);
  return {
    get: link.get,
    subscribe: link.subscribe,
    take() {
      const taken = link.get();
      store(undefined);
      link.set(undefined);
      return taken;
    },
    keep(again) {
      store(`#/to/${again.number}?${new URLSearchParams({ text: again.text })}`);
      link.set(again);
    },
  };
}
