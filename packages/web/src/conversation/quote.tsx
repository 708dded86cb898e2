import type { QuotedMessage } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { plainText } from "../lib/markup.ts";
import { words } from "../words/index.ts";
import styles from "./quote.module.css";
import { useAuthorName } from "./use-author-name.ts";

/** The message that is answered; tapping it leads there. */
export function Quote({ quote }: { readonly quote: QuotedMessage }) {
  const app = useApp();
  const name = useAuthorName(quote.author);
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
        {plainText(quote.preview)}
      </span>
    </button>
  );
}
