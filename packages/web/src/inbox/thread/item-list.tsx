import type { ThreadView } from "@culver/business/inbox-api";
import { ChevronDown } from "lucide-react";
import {
  type FocusEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import pill from "../../conversation/day-section.module.css";
import styles from "../../conversation/message-list.module.css";
import toEnd from "../../conversation/to-end-button.module.css";
import typing from "../../conversation/typing-bubble.module.css";
import { useAnchoredScroll } from "../../conversation/use-anchored-scroll.ts";
import { dayLabel } from "../../lib/format-time.ts";
import { useStore, useValue } from "../../state/store.ts";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { itemDays } from "../lib/item-rows.ts";
import { openItemMenu } from "./item-actions.ts";
import { ItemRowView } from "./item-row.tsx";

/** This close to either end, the next page is fetched. CSS pixels. */
const reach = 900;

function Typing({ thread }: { readonly thread: ThreadView }) {
  const writes = useStore(useInbox().presence, ({ customers }) => customers.has(thread.id));
  if (!writes) return null;
  return (
    <div className={typing.typing} role="img" aria-label={inboxWords.thread.customerTyping(thread.name)}>
      <span className={typing.dot} />
      <span className={typing.dot} />
      <span className={typing.dot} />
    </div>
  );
}

function moveTabStop(event: FocusEvent<HTMLElement>): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>("[data-message]");
  if (row === null) return;
  for (const old of event.currentTarget.querySelectorAll('[data-message][tabindex="0"]'))
    old.setAttribute("tabindex", "-1");
  row.setAttribute("tabindex", "0");
}

/** The items of the open chat, by day; what is being read stays where it is while others come. */
export function ItemList({ thread }: { readonly thread: ThreadView }) {
  const inbox = useInbox();
  const { timeline } = inbox;
  const state = useValue(timeline);
  const now = useNow(60_000);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const placed = useRef(false);
  const { items, pending, mark, target, older, newer, loading } = state;
  const ready = state.thread === thread.id && !(loading && items.length === 0);
  const days = useMemo(
    () => (ready ? itemDays(items, newer ? [] : pending, mark) : []),
    [ready, items, pending, newer, mark],
  );
  const scroll = useAnchoredScroll(scroller, content, days);
  const last = items.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(0);
  const away = !scroll.atEnd || newer;
  const fresh = away ? items.filter(({ seq, direction }) => seq > seen && direction === "in").length : 0;
  useEffect(() => {
    if (!away) setSeen(last);
  }, [away, last]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the first items are there.
  useLayoutEffect(() => {
    if (placed.current || items.length === 0) return;
    placed.current = true;
    setSeen(last);
    const divider = scroller.current?.querySelector<HTMLElement>("[data-unread]");
    if (divider != null) scroll.toElement(divider);
  }, [items]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time a message is asked for.
  useLayoutEffect(() => {
    if (target === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(target.id)}"]`);
    if (row == null) return;
    scroll.toElement(row);
    if (target.flash) {
      row.removeAttribute("data-flash");
      requestAnimationFrame(() => row.setAttribute("data-flash", ""));
    }
    timeline.clearTarget();
  }, [target]);
  useEffect(() => {
    const newest = (): void => void timeline.jumpToEnd().then(() => scroll.toEnd(true));
    window.addEventListener("culver:newest", newest);
    return () => window.removeEventListener("culver:newest", newest);
  });
  // What I write is at the end, and so am I.
  const written = pending.length;
  useEffect(() => {
    if (written > 0) window.dispatchEvent(new CustomEvent("culver:newest"));
  }, [written]);

  const fetchPages = (): void => {
    const element = scroller.current;
    if (element === null || !ready) return;
    if (element.scrollTop < reach) void timeline.loadOlder();
    if (element.scrollHeight - element.scrollTop - element.clientHeight < reach) void timeline.loadNewer();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that does not fill the view is never scrolled.
  useEffect(fetchPages, [days]);
  useEffect(() => {
    const list = content.current;
    if (list === null || list.querySelector('[data-message][tabindex="0"]') !== null) return;
    [...list.querySelectorAll("[data-message]")].at(-1)?.setAttribute("tabindex", "0");
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-message]");
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...(content.current?.querySelectorAll<HTMLElement>("[data-message]") ?? [])];
    const here = rows.indexOf(row);
    if (event.key === "ArrowUp") rows[here - 1]?.focus();
    else if (event.key === "ArrowDown") rows[here + 1]?.focus();
    else if (event.key === "Enter" && event.target === row) {
      const item = items.find(({ id }) => id === row.dataset.message);
      const box = row.getBoundingClientRect();
      if (item !== undefined && item.body.kind !== "event")
        openItemMenu(inbox, item, { x: box.left + 24, y: Math.min(box.bottom, window.innerHeight - 80) });
    } else return;
    event.preventDefault();
  };

  const words = inboxWords.thread;
  const label = fresh > 0 ? words.newMessages(fresh) : words.toEnd;
  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} onScroll={fetchPages} tabIndex={-1}>
        <div ref={content} className={styles.content}>
          {ready && (
            <p className={styles.older} aria-hidden={!older}>
              {older ? words.older : words.start}
            </p>
          )}
          {/* biome-ignore lint/a11y/useSemanticElements: days stand between the list and its items. */}
          <div role="list" aria-label={words.messages} onKeyDown={onKeyDown} onFocus={moveTabStop}>
            {days.map((day) => (
              <div key={day.key}>
                <div className={pill.pill}>
                  <time>{dayLabel(day.at, now)}</time>
                </div>
                {day.rows.map((row) => (
                  <ItemRowView key={row.item.id} row={row} thread={thread} />
                ))}
              </div>
            ))}
          </div>
          <Typing thread={thread} />
        </div>
      </div>
      {away && ready && (
        <button
          type="button"
          className={toEnd.button}
          aria-label={label}
          title={label}
          onClick={() => window.dispatchEvent(new CustomEvent("culver:newest"))}
        >
          <ChevronDown size={22} strokeWidth={1.75} aria-hidden="true" />
          {fresh > 0 && <span className={toEnd.count}>{fresh}</span>}
        </button>
      )}
    </div>
  );
}
