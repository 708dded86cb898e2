import { lazy, Suspense } from "react";
import { useValue } from "../../state/store.ts";
import panes from "../../ui/panes.module.css";
import { ToastHost } from "../../ui/toast-host.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { DetailsPane } from "../details/details-pane.tsx";
import { ListPane } from "../list/list-pane.tsx";
import { NothingOpen } from "../thread/nothing-open.tsx";
import { ThreadPane } from "../thread/thread-pane.tsx";
import styles from "./frame.module.css";
import { InboxLayers } from "./inbox-layers.tsx";
import { Rail } from "./rail.tsx";
import { useKeys } from "./use-keys.ts";
import { useNotices } from "./use-notices.ts";
import { useTitle } from "./use-title.ts";

const PageView = lazy(async () => ({ default: (await import("../pages/page-view.tsx")).PageView }));

function Offline() {
  const connection = useValue(useInbox().connection);
  if (connection === "live") return null;
  const words = inboxWords.app;
  return (
    <p className={`banner ${connection === "offline" ? "" : "calm"} ${styles.banner}`} role="status">
      {connection === "offline" ? words.offline : words.connecting}
    </p>
  );
}

/** The inbox: pages at the side, chats, the chat that is open, its details. */
export function Frame() {
  const inbox = useInbox();
  const route = useValue(inbox.router);
  const details = useValue(inbox.details);
  useKeys(inbox);
  useNotices(inbox);
  useTitle(inbox);
  const inThread = route.view === "thread";
  return (
    <div className={styles.frame} data-view={route.view}>
      <Offline />
      <div className={styles.columns} data-thread={inThread}>
        <Rail />
        {route.view === "inbox" || inThread ? (
          <main
            className={`${panes.panes} ${styles.inbox}`}
            data-main={inThread}
            data-details={inThread && details}
          >
            <div className={panes.side}>
              <ListPane />
            </div>
            <div className={panes.main}>
              {inThread ? (
                <ThreadPane key={route.thread} id={route.thread} seq={route.seq} />
              ) : (
                <NothingOpen />
              )}
            </div>
            {inThread && details && (
              <aside className={panes.details} aria-label={inboxWords.details.title}>
                <DetailsPane id={route.thread} />
              </aside>
            )}
          </main>
        ) : (
          <main className={styles.page}>
            <Suspense fallback={null}>
              <PageView page={route.view} />
            </Suspense>
          </main>
        )}
      </div>
      <ToastHost toasts={inbox.toasts} />
      <InboxLayers />
    </div>
  );
}
