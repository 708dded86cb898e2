import type { ThreadView } from "@culver/business/inbox-api";
import { useValue } from "../../state/store.ts";
import { RowList } from "../../ui/row-list.tsx";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { ThreadRow } from "./thread-row.tsx";

/** The chats with customers; more are fetched where the end comes near. */
export function ThreadList({ threads }: { readonly threads: readonly ThreadView[] }) {
  const inbox = useInbox();
  const route = useValue(inbox.router);
  const now = useNow(30_000);
  return (
    <RowList
      label={inboxWords.list.label}
      rows={threads}
      rowHeight={84}
      roomAbove={6}
      selected={route.view === "thread" ? route.thread : undefined}
      onNearEnd={inbox.threads.more}
    >
      {(thread, place) => <ThreadRow thread={thread} {...place} now={now} />}
    </RowList>
  );
}
