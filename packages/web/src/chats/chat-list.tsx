import type { Conversation } from "@culver/client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import { useNow } from "../ui/use-now.ts";
import { words } from "../words/index.ts";
import styles from "./chat-list.module.css";
import { ChatRow } from "./chat-row.tsx";

const rowHeight = 72;

/** The rows in view of any number of chats. One tab stop; arrows, Home and End move between rows. */
export function ChatList({ chats }: { readonly chats: readonly Conversation[] }) {
  const app = useApp();
  const route = useValue(app.router);
  const now = useNow(30_000);
  const scroller = useRef<HTMLDivElement>(null);
  const selected = route.view === "chat" ? route.conversation : undefined;
  const virtualizer = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => chats[index]?.id ?? index,
    overscan: 8,
    paddingEnd: 12,
  });
  const selectedIndex = chats.findIndex(({ id }) => id === selected);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of chat scrolls the list, not a change of order.
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selected]);

  const focusRow = (index: number): void => {
    const chat = chats[index];
    if (chat === undefined) return;
    virtualizer.scrollToIndex(index, { align: "auto" });
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(chat.id)}"]`)
        ?.focus({ preventScroll: true });
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
    const here = chats.findIndex((chat) => chat.id === id);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const last = chats.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, here + 1),
      ArrowUp: Math.max(0, here - 1),
      PageDown: Math.min(last, here + page),
      PageUp: Math.max(0, here - page),
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
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed absolutely; a list of generics with roles keeps the count right. */}
      <div
        role="list"
        aria-label={words.chats.list}
        className={styles.sizer}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const conversation = chats[item.index];
          if (conversation === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the list.
            <div
              key={item.key}
              role="listitem"
              aria-setsize={chats.length}
              aria-posinset={item.index + 1}
              className={styles.item}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <ChatRow
                conversation={conversation}
                selected={conversation.id === selected}
                tabStop={selectedIndex === -1 ? item.index === 0 : item.index === selectedIndex}
                now={now}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
