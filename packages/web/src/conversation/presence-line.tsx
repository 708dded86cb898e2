import { useApp } from "../app/app-context.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { useStore } from "../state/store.ts";
import { useNow } from "../ui/use-now.ts";
import { words } from "../words/index.ts";
import styles from "./conversation-header.module.css";

/** typing…, online, last seen; nothing where it is hidden. */
export function PresenceLine({
  conversation,
  account,
}: {
  readonly conversation: string;
  readonly account: string;
}) {
  const app = useApp();
  const now = useNow(30_000);
  const typing = useStore(app.typing, (state) => state.has(conversation));
  const presence = useStore(app.presence, (state) => state.get(account));
  const online = useStore(app.connection, ({ state }) => state === "online");
  if (!online) return null;
  if (typing) return <span className={`${styles.status} ${styles.active}`}>{words.conversation.typing}</span>;
  if (presence?.online === true)
    return <span className={`${styles.status} ${styles.active}`}>{words.conversation.online}</span>;
  if (presence?.lastSeen === undefined) return null;
  return (
    <span className={styles.status}>{words.conversation.lastSeen(dayAndTime(presence.lastSeen, now))}</span>
  );
}
