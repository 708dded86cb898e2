import { Skeleton } from "../ui/skeleton.tsx";
import { words } from "../words/index.ts";
import styles from "./splash.module.css";

/** What stands there until the store is open: the outline of the chat list, in its own place. */
export function Splash() {
  return (
    <main className={styles.splash} aria-busy="true">
      <span className="visually-hidden" role="status">
        {words.app.loading}
      </span>
      <div className={styles.list}>
        <Skeleton rows={9} />
      </div>
      <div className={styles.rest} />
    </main>
  );
}
