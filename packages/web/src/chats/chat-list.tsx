import type { Conversation } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import { RowList } from "../ui/row-list.tsx";
import { useNow } from "../ui/use-now.ts";
import { words } from "../words/index.ts";
import { ChatRow } from "./chat-row.tsx";

/** The chats, youngest first. */
export function ChatList({ chats }: { readonly chats: readonly Conversation[] }) {
  const route = useValue(useApp().router);
  const now = useNow(30_000);
  return (
    <RowList
      label={words.chats.list}
      rows={chats}
      rowHeight={72}
      selected={route.view === "chat" ? route.conversation : undefined}
    >
      {(conversation, place) => <ChatRow conversation={conversation} {...place} now={now} />}
    </RowList>
  );
}
