import { type FocusEvent, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useApp } from "../app/app-context.ts";
import { timelineDays } from "../lib/timeline-rows.ts";
import { useValue } from "../state/store.ts";
import { useNow } from "../ui/use-now.ts";
import { words } from "../words/index.ts";
import { DaySection } from "./day-section.tsx";
import { onMessageKey } from "./message-keys.ts";
import styles from "./message-list.module.css";
import { scrollMemory } from "./scroll-memory.ts";
import { ToEndButton } from "./to-end-button.tsx";
import { TypingBubble } from "./typing-bubble.tsx";
import { useAnchoredScroll } from "./use-anchored-scroll.ts";
import { useArriving } from "./use-arriving.ts";
import { useReading } from "./use-reading.ts";

/** This close to either end, the next page is fetched. CSS pixels. */
const reach = 900;

/** Keeps one message, the last by default, as the stop of the Tab key. */
function keepTabStop(list: HTMLElement | null): void {
  if (list === null) return;
  const current = list.querySelector<HTMLElement>('[data-message][tabindex="0"]');
  const rows = list.querySelectorAll<HTMLElement>("[data-message]");
  const stop = current ?? rows[rows.length - 1];
  stop?.setAttribute("tabindex", "0");
  setInnerStops(stop, "0");
}

/** Tab goes on from a message to its buttons, and only to those of the message where it stands. */
function setInnerStops(row: Element | undefined, tabindex: "0" | "-1"): void {
  for (const act of row?.querySelectorAll("[data-act]") ?? []) act.setAttribute("tabindex", tabindex);
}

function moveTabStop(event: FocusEvent<HTMLElement>): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>("[data-message]");
  if (row === null) return;
  for (const old of event.currentTarget.querySelectorAll('[data-message][tabindex="0"]')) {
    if (old === row) continue;
    old.setAttribute("tabindex", "-1");
    setInnerStops(old, "-1");
  }
  row.setAttribute("tabindex", "0");
  setInnerStops(row, "0");
}

/** The messages of the open chat. */
export function MessageList({ conversation }: { readonly conversation: string }) {
  const app = useApp();
  const state = useValue(app.timeline);
  const hidden = useValue(app.removals);
  const now = useNow(60_000);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const placed = useRef(false);
  const { messages, mark, target, older } = state;
  const arriving = useArriving(messages);
  const shown = useMemo(() => messages.filter(({ id }) => !hidden.has(id)), [messages, hidden]);
  const days = useMemo(() => timelineDays(shown, mark), [shown, mark]);
  const scroll = useAnchoredScroll(scroller, content, days);
  useReading(conversation, scroller, days);

  // Where the chat opens: at the message that was asked for, where it was left, at the first unread one, at its end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the first messages are there.
  useLayoutEffect(() => {
    if (placed.current || messages.length === 0) return;
    placed.current = true;
    const divider = scroller.current?.querySelector<HTMLElement>("[data-unread]");
    const remembered = scrollMemory.get(conversation);
    if (divider != null) scroll.toElement(divider);
    else if (remembered !== undefined) scroll.toAnchor(remembered);
  }, [messages]);

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
    app.timeline.clearTarget();
  }, [target]);

  useEffect(() => keepTabStop(content.current));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is kept on leaving.
  useEffect(() => () => scrollMemory.set(conversation, scroll.anchor()), [conversation]);
  useEffect(() => {
    const newest = (): void => void app.timeline.jumpToEnd().then(() => scroll.toEnd(true));
    window.addEventListener("culver:newest", newest);
    return () => window.removeEventListener("culver:newest", newest);
  });

  const fetchPages = (): void => {
    const element = scroller.current;
    if (element === null) return;
    if (element.scrollTop < reach) void app.timeline.loadOlder();
    if (element.scrollHeight - element.scrollTop - element.clientHeight < reach)
      void app.timeline.loadNewer();
  };

  // A page that does not fill the view is never scrolled.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time other messages are shown.
  useEffect(fetchPages, [days]);

  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} onScroll={fetchPages} data-scroller="" tabIndex={-1}>
        <div ref={content} className={styles.content}>
          {older && <p className={styles.older}>{words.conversation.older}</p>}
          {/* biome-ignore lint/a11y/useSemanticElements: days stand between the list and its items. */}
          <div
            role="list"
            aria-label={words.conversation.messages}
            onKeyDown={(event) => onMessageKey(app, event)}
            onFocus={moveTabStop}
          >
            {days.map((day) => (
              <DaySection key={day.key} day={day} now={now} arriving={arriving} />
            ))}
          </div>
          <TypingBubble conversation={conversation} />
        </div>
      </div>
      <ToEndButton conversation={conversation} away={!scroll.atEnd || state.newer} />
    </div>
  );
}
