import type { Conversation } from "@culver/client";
import { ArrowLeft, EllipsisVertical, PanelRight, Search, ShieldCheck } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { openChatMenu } from "../chats/chat-actions.ts";
import { useStore } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { PersonTitle } from "../ui/person-title.tsx";
import { SmsMark } from "../ui/sms-mark.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { ConnectionStatus } from "./connection-status.tsx";
import styles from "./conversation-header.module.css";
import { PresenceLine } from "./presence-line.tsx";

export interface ConversationHeaderProps {
  readonly conversation: Conversation;
  readonly onSearch: () => void;
}

export function ConversationHeader({ conversation, onSearch }: ConversationHeaderProps) {
  const app = useApp();
  const format = usePhoneFormat();
  const { id, title, peer, sms } = conversation;
  const details = useStore(app.router, (route) => route.view === "chat" && route.details === true);
  const toggleDetails = (): void => {
    if (details) app.router.up();
    else app.router.go({ view: "chat", conversation: id, details: true });
  };
  return (
    <header className={styles.header}>
      <IconButton icon={ArrowLeft} label={words.app.back} className={styles.back} onClick={app.router.up} />
      <button
        type="button"
        className={styles.person}
        onClick={toggleDetails}
        aria-label={`${title}, ${words.conversation.details}`}
      >
        <Avatar account={peer?.account ?? id} name={title} size="small" />
        <span className={styles.words}>
          <span className={styles.name}>
            <bdi>
              <PersonTitle title={title} />
            </bdi>
            {peer?.verified === true && (
              <ShieldCheck size={16} strokeWidth={1.75} role="img" aria-label={words.details.verified} />
            )}
            {sms !== undefined && <SmsMark />}
          </span>
          <ConnectionStatus />
          {sms !== undefined && (
            <span className={`${styles.status} ${styles.sms}`}>
              {words.sms.label}
              {sms.name !== undefined && ` · ${format(sms.number)}`}
            </span>
          )}
          {peer !== undefined && <PresenceLine conversation={id} account={peer.account} />}
        </span>
      </button>
      <h2 className="visually-hidden">{title}</h2>
      <IconButton icon={Search} label={words.conversation.search} onClick={onSearch} />
      <IconButton
        icon={PanelRight}
        label={words.conversation.details}
        className={styles.wide}
        aria-pressed={details}
        onClick={toggleDetails}
      />
      <IconButton
        icon={EllipsisVertical}
        label={words.conversation.menu}
        aria-haspopup="menu"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          openChatMenu(app, conversation, { x: box.left, y: box.bottom + 4 });
        }}
      />
    </header>
  );
}
