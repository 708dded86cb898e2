import { ChevronDown } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { badgeCount } from "../lib/format-time.ts";
import { useStore } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./to-end-button.module.css";

/** Leads to the newest message, and says how many wait there. */
export function ToEndButton({
  conversation,
  away,
}: {
  readonly conversation: string;
  readonly away: boolean;
}) {
  const app = useApp();
  const unread = useStore(app.conversations, (state) => state.byId.get(conversation)?.unread ?? 0);
  if (!away) return null;
  const label = unread > 0 ? words.conversation.toEndCount(unread) : words.conversation.toEnd;
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={label}
      onClick={() => window.dispatchEvent(new CustomEvent("culver:newest"))}
    >
      <ChevronDown size={22} strokeWidth={1.75} aria-hidden="true" />
      {unread > 0 && <span className={styles.count}>{badgeCount(unread)}</span>}
    </button>
  );
}
