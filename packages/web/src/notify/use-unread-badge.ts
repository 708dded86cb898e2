import { useEffect } from "react";
import { useApp } from "../app/app-context.ts";
import { badgeCount } from "../lib/format-time.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import { drawFavicon } from "./favicon.ts";

/** The count of unread messages in the window's title, its icon, and on the installed app. */
export function useUnreadBadge(): void {
  const app = useApp();
  const unread = useStore(app.conversations, (state) => state.unread);
  useEffect(() => {
    document.title = unread > 0 ? `(${badgeCount(unread)}) ${words.app.name}` : words.app.name;
    void drawFavicon(unread > 0);
    const badge = navigator as {
      setAppBadge?: (count: number) => Promise<void>;
      clearAppBadge?: () => Promise<void>;
    };
    (unread > 0 ? badge.setAppBadge?.(unread) : badge.clearAppBadge?.())?.catch(() => undefined);
  }, [unread]);
}
