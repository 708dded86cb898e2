import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./typing-bubble.module.css";
import { useAuthorName } from "./use-author-name.ts";

/** Three calm dots while somebody writes. */
export function TypingBubble({ conversation }: { readonly conversation: string }) {
  const app = useApp();
  const account = useStore(app.typing, (typing) => typing.get(conversation));
  const name = useAuthorName(account ?? "");
  if (account === undefined) return null;
  return (
    <div className={styles.typing} role="img" aria-label={words.conversation.typingLabel(name)}>
      <span className={styles.dot} />
      <span className={styles.dot} />
      <span className={styles.dot} />
    </div>
  );
}
