import type { ThreadView } from "@culver/business/inbox-api";
import { ChevronDown, CircleAlert, StickyNote } from "lucide-react";
import { type MouseEvent, memo } from "react";
import bubble from "../../conversation/bubble.module.css";
import pill from "../../conversation/day-section.module.css";
import notice from "../../conversation/notice-line.module.css";
import quote from "../../conversation/quote.module.css";
import reactions from "../../conversation/reactions.module.css";
import { clockTime } from "../../lib/format-time.ts";
import { plainText } from "../../lib/markup.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useLongPress } from "../../ui/use-long-press.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { bodyPreview } from "../lib/body-preview.ts";
import type { ItemRow } from "../lib/item-rows.ts";
import { openItemMenu } from "./item-actions.ts";
import { ItemBodyView } from "./item-body.tsx";
import { ItemMeta } from "./item-meta.tsx";
import styles from "./item-row.module.css";

export interface ItemRowProps {
  readonly row: ItemRow;
  readonly thread: ThreadView;
}

function classOf({ item, first, last }: ItemRow): string {
  const note = item.body.kind === "note";
  const bare = item.body.kind === "file" && item.body.shape === "sticker";
  return [
    bubble.row,
    item.direction === "in" ? bubble.theirs : bubble.own,
    first ? bubble.first : "",
    last ? bubble.last : "",
    note ? styles.note : "",
    item.channel === "sms" && !note ? bubble.sms : "",
    item.body.kind === "deleted" ? bubble.still : "",
    item.body.kind === "file" || item.body.kind === "interactive" || item.body.kind === "location"
      ? bubble.file
      : "",
    bare ? styles.bare : "",
    item.reactions.length > 0 ? bubble.reacted : "",
  ].join(" ");
}

function label({ item }: ItemRow, thread: ThreadView): string {
  const words = inboxWords.thread;
  const who =
    item.body.kind === "note"
      ? words.noteMark
      : item.direction === "in"
        ? words.from(thread.name)
        : words.toCustomer(item.by ?? "");
  const status = item.status === undefined ? "" : `, ${words.status[item.status]}`;
  return `${who}: ${bodyPreview(item.body)}, ${clockTime(item.at)}${status}`;
}

/** One line of the chat: a message, a note of the team, or an event. */
export const ItemRowView = memo(function ItemRowView({ row, thread }: ItemRowProps) {
  const inbox = useInbox();
  const { item, local, first, unread } = row;
  const words = inboxWords.thread;
  const openAt = (x: number, y: number): void => {
    if (local === undefined) openItemMenu(inbox, item, { x, y });
  };
  const longPress = useLongPress(({ x, y }) => openAt(x, y));
  const divider = unread !== undefined && (
    <div className={pill.unread} data-unread="">
      <span>{words.unread(unread)}</span>
    </div>
  );
  if (item.body.kind === "event")
    return (
      <>
        {divider}
        {/* biome-ignore lint/a11y/useSemanticElements: days stand between the list and its items. */}
        <div role="listitem" className={notice.line} data-message={item.id} tabIndex={-1}>
          <p className={notice.notice}>
            {item.body.text} <time>{clockTime(item.at)}</time>
          </p>
        </div>
      </>
    );
  const onContextMenu = (event: MouseEvent): void => {
    const inside = (event.target as Element).closest("a, video, audio") !== null;
    if (inside || String(window.getSelection()) !== "") return;
    event.preventDefault();
    openAt(event.clientX, event.clientY);
  };
  const note = item.body.kind === "note";
  const failed = item.status === "failed" || local?.state === "failed";
  const why = local?.state === "failed" ? local.why : item.failure;
  return (
    <>
      {divider}
      {/* biome-ignore lint/a11y/useSemanticElements: days stand between the list and its items. */}
      <div
        role="listitem"
        className={classOf(row)}
        data-message={item.id}
        data-pending={local?.state}
        aria-label={label(row, thread)}
        tabIndex={-1}
      >
        <div className={bubble.stack}>
          {first && item.direction !== "in" && !note && item.by !== undefined && (
            <span className={styles.by}>
              <bdi>{item.by}</bdi>
            </span>
          )}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter on the row opens the same menu. */}
          <div className={`${bubble.bubble} ${styles.slip}`} onContextMenu={onContextMenu} {...longPress}>
            {note && (
              <span className={styles.noteMark}>
                <StickyNote size={14} strokeWidth={2} aria-hidden="true" />
                <bdi>{item.by}</bdi> · {words.noteMark}
              </span>
            )}
            {item.quote !== undefined && (
              <button
                type="button"
                className={quote.quote}
                tabIndex={-1}
                onClick={() => {
                  if (item.quote !== undefined && !inbox.timeline.jumpTo(item.quote.id))
                    inbox.toasts.show(words.quoteGone);
                }}
              >
                <span className={quote.preview} dir="auto">
                  {plainText(item.quote.text)}
                </span>
              </button>
            )}
            <ItemBodyView item={item} local={local} />
            <ItemMeta item={item} local={local} />
          </div>
          {item.reactions.length > 0 && (
            <div className={reactions.reactions}>
              {item.reactions.map((emoji, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two people may give the same.
                <span key={`${emoji}${index}`} className={reactions.reaction}>
                  {emoji}
                </span>
              ))}
            </div>
          )}
          {failed && (
            <span className={styles.failed} role="alert">
              <CircleAlert size={14} strokeWidth={2} aria-hidden="true" />
              <span>
                {words.notSent} {why}
              </span>
              {local !== undefined && (
                <>
                  <button type="button" onClick={() => inbox.timeline.retry(item.id)}>
                    {inboxWords.app.retry}
                  </button>
                  <button type="button" onClick={() => inbox.timeline.discard(item.id)}>
                    {inboxWords.app.discard}
                  </button>
                </>
              )}
            </span>
          )}
        </div>
        {local === undefined && (
          <div className={bubble.actions}>
            <IconButton
              icon={ChevronDown}
              size={18}
              label={words.actions}
              tabIndex={-1}
              onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                openAt(box.left, box.bottom);
              }}
            />
          </div>
        )}
      </div>
    </>
  );
});
