import type { Conversation } from "@culver/client";
import { BellOff, Pin } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { useApp } from "../app/app-context.ts";
import { isContent } from "../lib/content.ts";
import { badgeCount, listTime } from "../lib/format-time.ts";
import { pathOf } from "../route/route.ts";
import { isMuted, isUnread } from "../state/conversations.ts";
import { useStore } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import { PersonTitle } from "../ui/person-title.tsx";
import { SmsMark } from "../ui/sms-mark.tsx";
import { Ticks } from "../ui/ticks.tsx";
import { useLongPress } from "../ui/use-long-press.ts";
import { words } from "../words/index.ts";
import { openChatMenu } from "./chat-actions.ts";
import { ChatPreview } from "./chat-preview.tsx";
import styles from "./chat-row.module.css";

export interface ChatRowProps {
  readonly conversation: Conversation;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly now: number;
}

function Badges({ conversation }: { readonly conversation: Conversation }) {
  const { unread, pinned } = conversation;
  const muted = isMuted(conversation);
  return (
    <span className={styles.badges}>
      {muted && <BellOff size={15} strokeWidth={1.75} aria-label={words.chats.muted} role="img" />}
      {pinned && <Pin size={15} strokeWidth={1.75} aria-label={words.chats.pinned} role="img" />}
      {isUnread(conversation) && (
        <span
          className={`${styles.badge} ${muted ? styles.mutedBadge : ""} ${unread === 0 ? styles.dot : ""}`}
        >
          {unread > 0 && <span aria-hidden="true">{badgeCount(unread)}</span>}
          <span className="visually-hidden">{words.chats.unreadCount(Math.max(1, unread))}</span>
        </span>
      )}
    </span>
  );
}

/** A chat in the list: who, when, what last, what is waiting. */
export const ChatRow = memo(function ChatRow({ conversation, selected, tabStop, now }: ChatRowProps) {
  const app = useApp();
  const { id, title, lastMessage, activeAt, peer, sms } = conversation;
  const route = { view: "chat", conversation: id } as const;
  const typing = useStore(app.typing, (state) => state.has(id));
  const longPress = useLongPress((place) => openChatMenu(app, conversation, place));
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    app.router.go(route);
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    openChatMenu(
      app,
      conversation,
      byKey ? { x: box.left + 48, y: box.top + 48 } : { x: event.clientX, y: event.clientY },
    );
  };
  return (
    <a
      href={pathOf(route)}
      className={`${styles.row} ${isUnread(conversation) ? styles.unread : ""}`}
      data-row={id}
      tabIndex={tabStop ? 0 : -1}
      aria-current={selected ? "page" : undefined}
      draggable={false}
      onClick={onClick}
      onContextMenu={onContextMenu}
      {...longPress}
    >
      <Avatar account={peer?.account ?? id} name={title} />
      <span className={styles.lines}>
        <span className={styles.line}>
          <span className={styles.name}>
            <bdi>
              <PersonTitle title={title} />
            </bdi>
          </span>
          {sms !== undefined && <SmsMark />}
          <time className={styles.time}>{listTime(activeAt, now)}</time>
        </span>
        <span className={styles.line}>
          {lastMessage?.outgoing === true &&
            isContent(lastMessage.body) &&
            conversation.draft === undefined &&
            !typing && <Ticks status={lastMessage.status} />}
          <ChatPreview conversation={conversation} selected={selected} />
          <Badges conversation={conversation} />
        </span>
      </span>
    </a>
  );
});
