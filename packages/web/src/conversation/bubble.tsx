import type { Message } from "@culver/client";
import { Check, ChevronDown, SmilePlus } from "lucide-react";
import { type MouseEvent, memo, useRef } from "react";
import { useApp } from "../app/app-context.ts";
import { shownKind } from "../attachments/file-kind.ts";
import { ActionRows } from "../interactive/action-rows.tsx";
import { isContent } from "../lib/content.ts";
import { isJumbo } from "../lib/markup.ts";
import { isSmsChat } from "../lib/sms.ts";
import { useStore } from "../state/store.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { useLongPress } from "../ui/use-long-press.ts";
import { words } from "../words/index.ts";
import styles from "./bubble.module.css";
import { BubbleBody } from "./bubble-body.tsx";
import { BubbleMeta } from "./bubble-meta.tsx";
import { openMessageMenu, openReactions, startReply } from "./message-actions.ts";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { useMessageLabel } from "./use-message-label.ts";
import { useSwipe } from "./use-swipe.ts";

export interface BubbleProps {
  readonly message: Message;
  readonly first: boolean;
  readonly last: boolean;
  readonly arriving: boolean;
}

/** A picture with nothing below it: time and ticks stand on the picture itself. */
function isBarePicture(
  conversation: string,
  { attachment, text }: Extract<Message["body"], { kind: "attachment" }>,
): boolean {
  return text === "" && !isSmsChat(conversation) && shownKind(attachment) === "image";
}

/** What reaches to the edge of its bubble. */
function hasEdge({ kind }: Message["body"]): boolean {
  return kind === "attachment" || kind === "place" || kind === "contacts" || kind === "interactive";
}

function isSticker(body: Message["body"]): boolean {
  return body.kind === "attachment" && shownKind(body.attachment) === "sticker";
}

function shape({ message, first, last, arriving }: BubbleProps): string {
  const { body } = message;
  const jumbo = body.kind === "text" && message.replyTo === undefined && isJumbo(body.text);
  return [
    styles.row,
    message.outgoing ? styles.own : styles.theirs,
    first ? styles.first : "",
    last ? styles.last : "",
    jumbo ? styles.jumbo : "",
    isContent(body) ? "" : styles.still,
    isContent(body) && message.reactions.length > 0 ? styles.reacted : "",
    isSmsChat(message.conversation) ? styles.sms : "",
    hasEdge(body) ? styles.file : "",
    body.kind === "interactive" ? styles.asking : "",
    isSticker(body) ? styles.sticker : "",
    body.kind === "attachment" && isBarePicture(message.conversation, body) ? styles.pictured : "",
    arriving ? styles.arriving : "",
  ].join(" ");
}

/** One message. One stop for the keyboard; everything that can be done with it is in its menu. */
export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { message } = props;
  const app = useApp();
  const row = useRef<HTMLDivElement>(null);
  const label = useMessageLabel(message);
  const selecting = useStore(app.selection, (chosen) => chosen !== undefined);
  const chosen = useStore(app.selection, (all) => all?.has(message.id) === true);
  const openAt = (x: number, y: number): void => {
    if (row.current !== null) openMessageMenu(app, message, { x, y }, row.current);
  };
  const longPress = useLongPress(({ x, y }) => openAt(x, y));
  const content = isContent(message.body);
  const bySms = isSmsChat(message.conversation);
  const swipe = useSwipe(row, content && !bySms && !selecting, () => startReply(app, message));
  // While choosing, a click anywhere in the row chooses, and nothing in it acts.
  const onClickCapture = (event: MouseEvent): void => {
    if (!selecting) return;
    event.preventDefault();
    event.stopPropagation();
    app.selection.toggle(message.id);
  };
  const onContextMenu = (event: MouseEvent): void => {
    // A link keeps the browser's own menu, and so does text that has been selected.
    if ((event.target as Element).closest("a, video, audio") !== null || String(window.getSelection()) !== "")
      return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    if (event.clientX === 0 && event.clientY === 0) openAt(box.left + 24, box.bottom);
    else openAt(event.clientX, event.clientY);
  };
  const failed = message.status === "failed";
  return (
    // biome-ignore lint/a11y/useSemanticElements: days stand between the list and its items.
    <div
      ref={row}
      role="listitem"
      className={shape(props)}
      data-message={message.id}
      aria-label={
        selecting ? `${chosen ? words.selection.selected : words.selection.notSelected}: ${label}` : label
      }
      data-selecting={selecting ? "" : undefined}
      data-chosen={chosen ? "" : undefined}
      onClickCapture={onClickCapture}
      tabIndex={-1}
      {...swipe}
    >
      {selecting && (
        <span className={styles.mark} aria-hidden="true">
          {chosen && <Check size={14} strokeWidth={3} />}
        </span>
      )}
      <div className={styles.stack}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys for this menu are on the list. */}
        <div className={styles.bubble} onContextMenu={onContextMenu} {...longPress}>
          {message.replyTo !== undefined && content && <Quote quote={message.replyTo} />}
          <BubbleBody message={message} />
          <BubbleMeta message={message} />
        </div>
        {message.reactions.length > 0 && content && <Reactions message={message} />}
        {message.body.kind === "interactive" && <ActionRows message={message} asked={message.body} />}
        {failed && (
          <button
            type="button"
            className={styles.failed}
            tabIndex={-1}
            onClick={() => void app.client.retry(message.conversation, message.id).catch(() => undefined)}
          >
            {bySms && message.failure !== undefined ? (
              <>
                {message.failure} <u>{words.app.retry}</u>
              </>
            ) : (
              words.conversation.failedTap
            )}
          </button>
        )}
      </div>
      <div className={styles.actions}>
        {content && !failed && !bySms && (
          <IconButton
            icon={SmilePlus}
            size={18}
            label={words.message.react}
            tabIndex={-1}
            onClick={(event) => openReactions(app, message, event.currentTarget)}
          />
        )}
        <IconButton
          icon={ChevronDown}
          size={18}
          label={words.message.actions}
          tabIndex={-1}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            openAt(box.left, box.bottom);
          }}
        />
      </div>
    </div>
  );
});
