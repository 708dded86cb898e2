import type { Message } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { contactName } from "../state/contacts.ts";
import { words } from "../words/index.ts";
import { toggleReaction } from "./message-actions.ts";
import styles from "./reactions.module.css";

/** Reactions at the foot of a bubble; a tap joins in or takes back. */
export function Reactions({ message }: { readonly message: Message }) {
  const app = useApp();
  const self = app.self.get()?.account;
  const contacts = app.contacts.get();
  const nameOf = (account: string): string =>
    account === self
      ? words.conversation.you
      : contactName(contacts.get(account), words.conversation.unknown);
  return (
    <div className={styles.reactions}>
      {message.reactions.map(({ emoji, authors }) => (
        <button
          key={emoji}
          type="button"
          className={styles.reaction}
          tabIndex={-1}
          aria-pressed={authors.some((author) => author === self)}
          aria-label={words.conversation.reacted(emoji, authors.map(nameOf).join(", "))}
          title={authors.map(nameOf).join(", ")}
          onClick={() => toggleReaction(app, message, emoji)}
        >
          <span>{emoji}</span>
          {authors.length > 1 && <span className={styles.count}>{authors.length}</span>}
        </button>
      ))}
    </div>
  );
}
