import type { ThreadView } from "@culver/business/inbox-api";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import styles from "../../chats/chat-list.module.css";
import { useValue } from "../../state/store.ts";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { ThreadRow } from "./thread-row.tsx";

const rowHeight = 84;

/** The rows in view of any number of chats. One tab stop; arrows, Home and End move between rows. */
export function ThreadList({ threads }: { readonly threads: readonly ThreadView[] }) {
  const inbox = useInbox();
  const route = useValue(inbox.router);
  const now = useNow(30_000);
  const scroller = useRef<HTMLDivElement>(null);
  const selected = route.view === "thread" ? route.thread : undefined;
  const virtualizer = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => threads[index]?.id ?? index,
    overscan: 8,
    paddingStart: 6,
    paddingEnd: 12,
  });
  const selectedIndex = threads.findIndex(({ id }) => id === selected);
  const rows = virtualizer.getVirtualItems();
  const end = rows.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of chat scrolls the list, not a change of order.
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selected]);
  useEffect(() => {
    if (end >= threads.length - 10) void inbox.threads.more();
  }, [inbox, end, threads.length]);

  const focusRow = (index: number): void => {
    const thread = threads[index];
    if (thread === undefined) return;
    virtualizer.scrollToIndex(index, { align: "auto" });
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(thread.id)}"]`)
        ?.focus({ preventScroll: true });
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
    const here = threads.findIndex((thread) => thread.id === id);
    const last = threads.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, here + 1),
      ArrowUp: Math.max(0, here - 1),
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target === undefined || here === -1) return;
    event.preventDefault();
    focusRow(target);
  };

  return (
    <div ref={scroller} className={styles.scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely; roles keep the count right. */}
      <div
        role="list"
        aria-label={inboxWords.list.label}
        className={styles.sizer}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => {
          const thread = threads[row.index];
          if (thread === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the list.
            <div
              key={row.key}
              role="listitem"
              aria-setsize={threads.length}
              aria-posinset={row.index + 1}
              className={styles.item}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <ThreadRow
                thread={thread}
                selected={thread.id === selected}
                tabStop={selectedIndex === -1 ? row.index === 0 : row.index === selectedIndex}
                now={now}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
