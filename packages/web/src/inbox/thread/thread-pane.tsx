import { Hand, MessageSquareOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore, useValue } from "../../state/store.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { Composer } from "../composer/composer.tsx";
import { DropZone } from "../composer/drop-zone.tsx";
import { ItemList } from "./item-list.tsx";
import { PresenceLine } from "./presence-line.tsx";
import { ThreadHeader } from "./thread-header.tsx";
import styles from "./thread-pane.module.css";
import { useViewing } from "./use-viewing.ts";

/** The chat that is open. */
export function ThreadPane({ id, seq }: { readonly id: string; readonly seq: number | undefined }) {
  const inbox = useInbox();
  const thread = useStore(inbox.threads, ({ byId }) => byId.get(id));
  const { failed, items } = useValue(inbox.timeline);
  const [missing, setMissing] = useState(false);

  useEffect(() => {
    let left = false;
    const open = async (): Promise<void> => {
      const found = inbox.threads.get().byId.get(id) ?? (await inbox.threads.fetch(id));
      if (left) return;
      setMissing(found === undefined);
      if (found !== undefined) await inbox.timeline.open(id, found.unread, seq);
    };
    void open();
    return () => {
      left = true;
    };
  }, [inbox, id, seq]);
  useEffect(() => () => inbox.timeline.close(), [inbox]);
  // After the chat has been opened with what was unread in it.
  useViewing(inbox, id);

  const words = inboxWords.thread;
  if (thread === undefined)
    return missing ? (
      <div className={styles.middle}>
        <EmptyState icon={MessageSquareOff} title={words.gone} text={words.goneText}>
          <button
            type="button"
            className="button"
            onClick={() => inbox.router.go({ view: "inbox" }, { replace: true })}
          >
            {inboxWords.app.back}
          </button>
        </EmptyState>
      </div>
    ) : (
      <div className={styles.middle} aria-busy="true" />
    );
  return (
    <section className={styles.pane} aria-label={words.label(thread.name)}>
      <ThreadHeader thread={thread} />
      {thread.needsPerson && (
        <p className={`banner calm ${styles.needs}`}>
          <Hand size={16} strokeWidth={2} aria-hidden="true" />
          {words.needsPerson}
        </p>
      )}
      <DropZone thread={thread}>
        {failed && items.length === 0 ? (
          <div className={styles.middle}>
            <EmptyState
              icon={MessageSquareOff}
              title={inboxWords.app.loadFailed}
              text={inboxWords.app.noConnection}
            >
              <button type="button" className="button" onClick={() => void inbox.timeline.refresh()}>
                {inboxWords.app.retry}
              </button>
            </EmptyState>
          </div>
        ) : (
          <ItemList thread={thread} />
        )}
        <PresenceLine thread={id} />
        <Composer key={id} thread={thread} />
      </DropZone>
    </section>
  );
}
