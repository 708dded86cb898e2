import { useEffect, useSyncExternalStore } from "react";
import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { openChatLink } from "./open-chat-link.ts";

/** Opens the link that was followed, once somebody is signed in and the server can be asked. */
export function useChatLink(): void {
  const app = useApp();
  const link = useSyncExternalStore(app.followed.subscribe, app.followed.get);
  const online = useStore(app.connection, ({ state }) => state === "online");
  useEffect(() => {
    if (link === undefined || !online) return;
    const taken = app.followed.take();
    if (taken !== undefined) void openChatLink(app, taken);
  }, [app, link, online]);
}
