import type { LogEntryView } from "@culver/business/inbox-api";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ScrollText } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { clockTime, sameDay } from "../../lib/format-time.ts";
import cards from "../../ui/card.module.css";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { fragmentOf } from "../state/route.ts";
import styles from "./page.module.css";
import { PageFrame } from "./page-frame.tsx";

const rowHeight = 52;
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** Who did what, newest first; older entries come while one scrolls. */
export function LogPage() {
  const inbox = useInbox();
  const words = inboxWords.log;
  const now = useNow(60_000);
  const [entries, setEntries] = useState<readonly LogEntryView[]>();
  const [failed, setFailed] = useState(false);
  const next = useRef<number>(undefined);
  const busy = useRef(false);
  const list = useRef<HTMLElement>(null);

  const load = useCallback(
    async (before: number | undefined): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      try {
        const page = await inbox.client.log(before);
        next.current = page.next;
        setFailed(false);
        setEntries((now) => (before === undefined ? page.entries : [...(now ?? []), ...page.entries]));
      } catch {
        setFailed(true);
      } finally {
        busy.current = false;
      }
    },
    [inbox],
  );
  useEffect(() => void load(undefined), [load]);

  const virtualizer = useVirtualizer({
    count: entries?.length ?? 0,
    getScrollElement: () => list.current?.closest("main") ?? null,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const rows = virtualizer.getVirtualItems();
  const end = rows.at(-1)?.index ?? 0;
  const count = entries?.length ?? 0;
  useEffect(() => {
    if (count > 0 && end >= count - 8 && next.current !== undefined) void load(next.current);
  }, [end, count, load]);

  return (
    <PageFrame title={words.title} text={words.text}>
      <section ref={list} className={cards.card} aria-label={words.title}>
        {entries?.length === 0 && <EmptyState icon={ScrollText} title={words.empty} text={words.emptyText} />}
        {failed && (
          <div className={styles.cardHead}>
            <p className="error-text">{inboxWords.app.loadFailed}</p>
            <button type="button" className="button" onClick={() => void load(next.current)}>
              {inboxWords.app.retry}
            </button>
          </div>
        )}
        <div className={styles.virtual} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const entry = entries?.[row.index];
            if (entry === undefined) return null;
            return (
              <div
                key={entry.seq}
                className={styles.entry}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <time title={new Date(entry.at).toLocaleString("en-GB")}>
                  {sameDay(entry.at, now) ? "" : `${date.format(entry.at)}, `}
                  {clockTime(entry.at)}
                </time>
                <p dir="auto" title={entry.text}>
                  {entry.text}
                </p>
                {entry.thread !== undefined && (
                  <a href={fragmentOf({ view: "thread", thread: entry.thread })}>{words.toThread}</a>
                )}
              </div>
            );
          })}
        </div>
      </section>
    </PageFrame>
  );
}
