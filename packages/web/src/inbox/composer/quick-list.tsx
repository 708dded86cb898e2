import type { QuickReplyView } from "@culver/business/inbox-api";
import { inboxWords } from "../../words/inbox.ts";
import styles from "./composer.module.css";
import type { QuickReplies } from "./use-quick-replies.ts";

/** The quick replies to choose from while a slash is typed. */
export function QuickList({
  quick,
  onPick,
}: {
  readonly quick: QuickReplies;
  readonly onPick: (reply: QuickReplyView) => void;
}) {
  if (!quick.isOpen) return null;
  const words = inboxWords.composer;
  return (
    <div className={styles.quick} id={quick.listId} role="listbox" aria-label={words.quickReplies}>
      {quick.matches.length === 0 && <p className="hint">{words.noQuick}</p>}
      {quick.matches.map((reply, index) => (
        <button
          key={reply.id}
          id={`${quick.listId}-${index}`}
          type="button"
          role="option"
          aria-selected={index === quick.active}
          tabIndex={-1}
          className={styles.option}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(reply)}
        >
          <b>/{reply.shortcut}</b>
          <span dir="auto">{reply.text}</span>
        </button>
      ))}
    </div>
  );
}
