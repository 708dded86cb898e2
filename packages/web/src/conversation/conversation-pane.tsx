import { MessageCircleOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { DropZone } from "../attachments/drop-zone.tsx";
import { Composer } from "../composer/composer.tsx";
import { JoinedBanner } from "../sms/joined-banner.tsx";
import { SmsComposer } from "../sms/sms-composer.tsx";
import { useStore, useValue } from "../state/store.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { words } from "../words/index.ts";
import { Announcer } from "./announcer.tsx";
import { BlockedBar } from "./blocked-bar.tsx";
import { ChatSearch } from "./chat-search.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import styles from "./conversation-pane.module.css";
import { MessageList } from "./message-list.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useOpenConversation } from "./use-open-conversation.ts";

export interface ConversationPaneProps {
  readonly conversation: string;
  /** A message to go to. */
  readonly message: string | undefined;
}

/** A chat: head, messages, composer. */
export function ConversationPane({ conversation: id, message }: ConversationPaneProps) {
  const app = useApp();
  const conversation = useStore(app.conversations, (state) => state.byId.get(id));
  const loaded = useStore(app.conversations, (state) => state.loaded);
  const ready = useStore(app.timeline, (state) => state.conversation === id && state.loaded);
  const [searching, setSearching] = useState(false);
  const chosen = useValue(app.selection);
  useOpenConversation(id, message);
  useEffect(() => app.selection.end, [app]);
  useEffect(() => {
    const open = (): void => setSearching(true);
    window.addEventListener("culver:search-in-chat", open);
    return () => window.removeEventListener("culver:search-in-chat", open);
  }, []);

  if (conversation === undefined) {
    return loaded ? (
      <div className={styles.pane}>
        <EmptyState
          icon={MessageCircleOff}
          title={words.conversation.gone}
          text={words.conversation.goneText}
        >
          <button
            type="button"
            className="button"
            onClick={() => app.router.go({ view: "chats" }, { replace: true })}
          >
            {words.chats.title}
          </button>
        </EmptyState>
      </div>
    ) : null;
  }
  const { sms, peer } = conversation;
  const writable = chosen === undefined && peer?.blocked !== true && sms?.optedOut !== true;
  return (
    <section
      className={styles.pane}
      aria-label={sms === undefined ? conversation.title : `${conversation.title}, ${words.sms.label}`}
    >
      <ConversationHeader conversation={conversation} onSearch={() => setSearching(true)} />
      {sms?.joined !== undefined && <JoinedBanner conversation={conversation} joined={sms.joined} />}
      {searching && <ChatSearch conversation={id} onClose={() => setSearching(false)} />}
      {ready ? <MessageList conversation={id} /> : <div className={styles.loading} aria-busy="true" />}
      <Announcer conversation={id} />
      {chosen !== undefined ? (
        <SelectionBar chosen={chosen} />
      ) : peer?.blocked === true ? (
        <BlockedBar contact={peer} />
      ) : sms !== undefined ? (
        <SmsComposer conversation={conversation} />
      ) : (
        <Composer conversation={conversation} />
      )}
      {writable && <DropZone conversation={conversation} />}
    </section>
  );
}
