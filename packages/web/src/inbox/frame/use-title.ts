import { useEffect } from "react";
import { badgeCount } from "../../lib/format-time.ts";
import { useStore } from "../../state/store.ts";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";
import { unreadOf } from "../lib/unread.ts";

/** The count of unread messages in the window's title. */
export function useTitle(inbox: Inbox): void {
  const unread = useStore(inbox.threads, (state) => unreadOf(state.byId.values()));
  const business = useStore(inbox.session, (session) => session.business.name);
  useEffect(() => {
    const title = `${inboxWords.app.name} · ${business}`;
    document.title = unread > 0 ? `(${badgeCount(unread)}) ${title}` : title;
  }, [unread, business]);
}
