import type { QuotedMessage } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { previewOf } from "../chats/preview.ts";
import { plainText } from "../lib/markup.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./quote.module.css";
import { useAuthorName } from "./use-author-name.ts";

/** The message that is answered; tapping it leads there. */
export function Quote({ quote }: { readonly quote: QuotedMessage }) {
  const app = useApp();
  const name = useAuthorName(quote.author);
  // A file or a place has no words of its own: what it is, where it is still at hand.
  const quoted = useStore(app.timeline, ({ messages }) => messages.find(({ id }) => id === quote.id));
  const preview = quote.preview !== "" || quoted === undefined ? plainText(quote.preview) : previewOf(quoted);
  const jump = async (): Promise<void> => {
    if (!(await app.timeline.jumpTo(quote.id))) app.toasts.show(words.conversation.quoteGone);
  };
  return (
    <button
      type="button"
      className={styles.quote}
      title={words.conversation.jumpToQuote}
      tabIndex={-1}
      onClick={() => void jump()}
    >
      <bdi className={styles.author}>{name}</bdi>
      <span className={styles.preview} dir="auto">
        {preview}
      </span>
    </button>
  );
}
