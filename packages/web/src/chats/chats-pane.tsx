import { Archive, CheckCheck, MessageCircle } from "lucide-react";
import { useMemo, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { NotifyCard } from "../notify/notify-card.tsx";
import { isUnread } from "../state/conversations.ts";
import { useStore, useValue } from "../state/store.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { words } from "../words/index.ts";
import { ChatList } from "./chat-list.tsx";
import { ChatsHeader } from "./chats-header.tsx";
import styles from "./chats-pane.module.css";
import { ConnectionLine } from "./connection-line.tsx";
import { type Filter, FilterChips } from "./filter-chips.tsx";
import { SearchField } from "./search-field.tsx";
import { SearchResults } from "./search-results.tsx";

function NothingHere({ filter }: { readonly filter: Filter }) {
  const { router } = useApp();
  if (filter === "unread")
    return <EmptyState icon={CheckCheck} title={words.chats.noUnread} text={words.chats.noUnreadText} />;
  if (filter === "archived")
    return <EmptyState icon={Archive} title={words.chats.noArchived} text={words.chats.noArchivedText} />;
  return (
    <EmptyState icon={MessageCircle} title={words.chats.empty} text={words.chats.emptyText}>
      <button type="button" className="button primary" onClick={() => router.go({ view: "new" })}>
        {words.chats.newChat}
      </button>
    </EmptyState>
  );
}

/** The column of chats: search, filters, list. */
export function ChatsPane() {
  const app = useApp();
  const { loaded, order } = useValue(app.conversations);
  const open = useStore(app.router, (route) => (route.view === "chat" ? route.conversation : undefined));
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<Filter>("all");

  const chats = useMemo(
    () =>
      order.filter((one) => {
        if (filter === "archived") return one.archived;
        // The chat being read stays in the list of unread ones until it is left.
        return !one.archived && (filter === "all" || isUnread(one) || one.id === open);
      }),
    [order, filter, open],
  );
  const unread = useMemo(() => order.filter((one) => !one.archived && isUnread(one)).length, [order]);

  return (
    <>
      <ChatsHeader />
      <ConnectionLine />
      <div className={styles.search}>
        <SearchField
          global
          value={query}
          label={words.chats.search}
          onChange={setQuery}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            const first = query.trim() === "" ? "[data-row]" : "[data-result]";
            document.querySelector<HTMLElement>(first)?.focus();
          }}
        />
      </div>
      {query.trim() === "" ? (
        <>
          {order.length > 0 && <FilterChips value={filter} unread={unread} onChange={setFilter} />}
          {!loaded && <Skeleton rows={9} />}
          {loaded && chats.length === 0 && <NothingHere filter={filter} />}
          {chats.length > 0 && <ChatList chats={chats} />}
          <NotifyCard />
        </>
      ) : (
        <SearchResults query={query} />
      )}
    </>
  );
}
