import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import styles from "./connection-line.module.css";
import { useConnectionText } from "./use-connection-text.ts";

/** Says when the app is not in touch with the server, and nothing when it is. */
export function ConnectionLine() {
  const app = useApp();
  const state = useStore(app.connection, (connection) => connection.state);
  const text = useConnectionText();
  if (text === undefined) return null;
  return (
    <p className={styles.line} data-state={state}>
      <span className={styles.dot} aria-hidden="true" />
      <span role="status">{state === "waiting" ? <span aria-live="off">{text}</span> : text}</span>
    </p>
  );
}
