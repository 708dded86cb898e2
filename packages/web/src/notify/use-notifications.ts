import { useEffect } from "react";
import { useApp } from "../app/app-context.ts";
import { parseRoute } from "../route/route.ts";
import { clearNotification, notifyOf } from "./notification.ts";

/** Tells of new messages while the page is hidden, and opens the chat of a notification that is tapped. */
export function useNotifications(): void {
  const app = useApp();
  useEffect(() => {
    if (!("Notification" in window)) return;
    const stop = app.onEvents((events) => {
      for (const event of events) {
        if (event.type === "message" && event.isNew && !event.message.outgoing && document.hidden) {
          notifyOf(app, event.message).catch(() => undefined);
        }
        if (event.type === "conversation" && event.conversation.unread === 0) {
          clearNotification(event.conversation.id).catch(() => undefined);
        }
      }
    });
    const onMessage = (event: MessageEvent<{ type?: string; path?: string }>): void => {
      if (event.data?.type === "open" && event.data.path !== undefined)
        app.router.go(parseRoute(event.data.path));
    };
    navigator.serviceWorker?.addEventListener("message", onMessage);
    return () => {
      stop();
      navigator.serviceWorker?.removeEventListener("message", onMessage);
    };
  }, [app]);
}
