import type { Draft, Message } from "@culver/client";
import { useEffect } from "react";
import type { App } from "../app/app.ts";
import { useApp } from "../app/app-context.ts";
import { isUnread } from "../state/conversations.ts";
import { useStore } from "../state/store.ts";
import { scrollMemory } from "./scroll-memory.ts";

/** The message a draft answers, wherever in the chat it is. */
async function quotedBy(app: App, id: string, draft: Draft | undefined): Promise<Message | undefined> {
  const wanted = draft?.replyTo;
  if (wanted === undefined) return undefined;
  const isIt = (message: Message): boolean => message.id === wanted;
  return (
    app.timeline.get().messages.find(isIt) ??
    (await app.client.messages(id, { around: wanted, limit: 1 }).catch(() => [])).find(isIt)
  );
}

/** Loads the chat, watches its person, restores its draft; again when another message is asked for. */
export function useOpenConversation(id: string, message: string | undefined): void {
  const app = useApp();
  const known = useStore(app.conversations, (state) => state.byId.has(id));
  const account = useStore(app.conversations, (state) => state.byId.get(id)?.peer?.account);
  const online = useStore(app.connection, ({ state }) => state === "online");

  useEffect(() => {
    const conversation = known ? app.conversations.get().byId.get(id) : undefined;
    if (conversation === undefined) return;
    if (app.timeline.get().conversation === id) {
      if (message !== undefined) void app.timeline.jumpTo(message);
      return;
    }
    const { firstUnread, unread, draft } = conversation;
    const mark = firstUnread !== undefined && unread > 0 ? { from: firstUnread, count: unread } : undefined;
    const remembered = mark === undefined ? scrollMemory.get(id)?.id : undefined;
    app.timeline
      .open(id, {
        ...(message !== undefined && { message }),
        ...(mark !== undefined && { mark }),
        ...(remembered !== undefined && { around: remembered }),
      })
      .then(async () => app.composers.restore(id, draft, await quotedBy(app, id, draft)))
      .catch(() => undefined);
    if (isUnread(conversation) && conversation.markedUnread) {
      app.client.setConversation(id, { markedUnread: false }).catch(() => undefined);
    }
  }, [app, id, known, message]);

  useEffect(() => () => app.timeline.close(), [app]);

  useEffect(() => {
    if (account === undefined || !online) return;
    app.client.watchPresence(account, true).catch(() => undefined);
    return () => void app.client.watchPresence(account, false).catch(() => undefined);
  }, [app, account, online]);
}
