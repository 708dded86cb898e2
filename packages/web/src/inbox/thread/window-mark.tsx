import type { ThreadView } from "@culver/business/inbox-api";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { windowState } from "../lib/time-left.ts";
import styles from "./window-mark.module.css";

/** How long one may still write: quiet, until there is less than an hour. */
export function WindowMark({ thread }: { readonly thread: ThreadView }) {
  const state = windowState(thread, useNow(15_000));
  const words = inboxWords.window;
  switch (state.kind) {
    case "free":
      return <span>{inboxWords.thread.smsMark}</span>;
    case "over":
      return (
        <span className={styles.over} title={words.over}>
          {words.overShort}
        </span>
      );
    case "urgent":
      return (
        <span className={styles.urgent} title={words.about}>
          {words.urgent(state.left)}
        </span>
      );
    case "open":
      return <span title={words.about}>{words.left(state.left)}</span>;
  }
}
