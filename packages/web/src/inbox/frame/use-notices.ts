import type { ItemView } from "@culver/business/inbox-api";
import { useEffect } from "react";
import { plainText } from "../../lib/markup.ts";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";
import { bodyPreview } from "../lib/body-preview.ts";

function show(inbox: Inbox, item: ItemView): void {
  const { notify, notifyPreview } = inbox.preferences.get();
  const thread = inbox.threads.get().byId.get(item.thread);
  const { agent } = inbox.session.get();
  if (!notify || Notification.permission !== "granted" || thread?.isBlocked === true) return;
  // What a colleague has is the colleague's.
  if (thread?.assignee !== undefined && thread.assignee !== agent.id) return;
  const words = inboxWords.notify;
  const notification = new Notification(notifyPreview ? (thread?.name ?? words.title) : words.title, {
    body: notifyPreview ? plainText(bodyPreview(item.body)).slice(0, 160) : words.hidden,
    tag: item.thread,
    icon: "/icons/icon-192.png",
  });
  notification.onclick = () => {
    window.focus();
    inbox.router.go({ view: "thread", thread: item.thread });
    notification.close();
  };
}

/** Tells of customers' messages while the page is not in front, if that is wanted and allowed. */
export function useNotices(inbox: Inbox): void {
  useEffect(() => {
    if (!("Notification" in window)) return;
    return inbox.onEvent((event) => {
      if (event.type === "item" && event.isNew && event.item.direction === "in" && document.hidden)
        show(inbox, event.item);
    });
  }, [inbox]);
}
