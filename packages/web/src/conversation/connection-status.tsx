import { useConnectionText } from "../chats/use-connection-text.ts";
import styles from "./conversation-header.module.css";

/** The state of the connection under a chat's name, where the column that says it is out of sight. */
export function ConnectionStatus() {
  const text = useConnectionText();
  if (text === undefined) return null;
  return <span className={`${styles.status} ${styles.connection}`}>{text}</span>;
}
