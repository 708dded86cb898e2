import type { Conversation } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { bodyIcon } from "../attachments/kind-icons.ts";
import { isContent } from "../lib/content.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./chat-row.module.css";
import { previewOf } from "./preview.ts";

/** The second line of a chat row: who types, else the draft, else the last message. */
export function ChatPreview({
  conversation,
  selected,
}: {
  readonly conversation: Conversation;
  readonly selected: boolean;
}) {
  const app = useApp();
  const typing = useStore(app.typing, (state) => state.has(conversation.id));
  if (typing) return <span className={`${styles.preview} ${styles.accent}`}>{words.chats.typing}</span>;
  const { draft, lastMessage } = conversation;
  if (draft !== undefined && !selected) {
    return (
      <span className={styles.preview}>
        <span className={styles.accent}>{words.chats.draft}</span> <bdi>{draft.text}</bdi>
      </span>
    );
  }
  if (lastMessage === undefined) return <span className={styles.preview}>{words.chats.noMessages}</span>;
  const { body } = lastMessage;
  const quiet = !isContent(body);
  const Icon = bodyIcon(body);
  return (
    <span className={`${styles.preview} ${quiet ? styles.quiet : ""}`}>
      {lastMessage.outgoing && !quiet && <span>{words.chats.you} </span>}
      {Icon !== undefined && <Icon size={15} strokeWidth={1.75} aria-hidden="true" className={styles.kind} />}
      <bdi>{previewOf(lastMessage)}</bdi>
    </span>
  );
}
