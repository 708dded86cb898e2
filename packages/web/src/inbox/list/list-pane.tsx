import { MessageSquareDashed, MessageSquarePlus } from "lucide-react";
import { useMemo, useState } from "react";
import { SearchField } from "../../chats/search-field.tsx";
import { useStore, useValue } from "../../state/store.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { queryKey } from "../lib/thread-query.ts";
import { Filters } from "./filters.tsx";
import styles from "./list-pane.module.css";
import { SearchResults } from "./search-results.tsx";
import { ThreadList } from "./thread-list.tsx";

function Threads() {
  const inbox = useInbox();
  const state = useValue(inbox.threads);
  const self = useStore(inbox.session, ({ agent }) => agent.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is mine depends on who I am.
  const shown = useMemo(() => inbox.threads.shown(state), [inbox, state, self]);
  const words = inboxWords.list;
  const { filter, label, number } = state.query;
  const first = !state.reached.has(queryKey(state.query));
  if (shown.length === 0 && first) {
    if (!state.failed) return <Skeleton rows={7} />;
    return (
      <EmptyState
        icon={MessageSquareDashed}
        title={inboxWords.app.loadFailed}
        text={inboxWords.app.noConnection}
      >
        <button type="button" className="button" onClick={() => void inbox.threads.refresh()}>
          {inboxWords.app.retry}
        </button>
      </EmptyState>
    );
  }
  if (shown.length === 0) {
    const narrowed = label !== undefined || number !== undefined;
    const [title, text] = narrowed ? [words.noneHere, words.noneHereText] : words.empty[filter];
    return (
      <EmptyState icon={MessageSquareDashed} title={title} text={text}>
        {filter === "all" && !narrowed && (
          <button
            type="button"
            className="button primary"
            onClick={() => inbox.layers.open({ kind: "begin" })}
          >
            {words.begin}
          </button>
        )}
      </EmptyState>
    );
  }
  return <ThreadList threads={shown} />;
}

/** The column of chats: search, filters, the list. */
export function ListPane() {
  const inbox = useInbox();
  const [query, setQuery] = useState("");
  const words = inboxWords.list;
  const business = useStore(inbox.session, (session) => session.business.name);
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.title}>
          <bdi>{business}</bdi>
        </h1>
        <IconButton
          icon={MessageSquarePlus}
          label={words.begin}
          onClick={() => inbox.layers.open({ kind: "begin" })}
        />
      </header>
      <div className={styles.search}>
        <SearchField value={query} label={words.search} global onChange={setQuery} />
      </div>
      {query.trim() === "" ? (
        <>
          <Filters />
          <Threads />
        </>
      ) : (
        <SearchResults query={query.trim()} />
      )}
    </>
  );
}
