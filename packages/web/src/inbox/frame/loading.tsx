import { WifiOff } from "lucide-react";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { inboxWords } from "../../words/inbox.ts";
import styles from "./loading.module.css";

/** The outlines of what is coming; or, where the server does not answer, that. */
export function Loading({ onRetry }: { readonly onRetry?: () => void }) {
  const words = inboxWords.app;
  if (onRetry !== undefined)
    return (
      <main className={styles.page}>
        <EmptyState icon={WifiOff} title={words.loadFailed} text={words.noConnection}>
          <button type="button" className="button primary" onClick={onRetry}>
            {words.retry}
          </button>
        </EmptyState>
      </main>
    );
  return (
    <main className={styles.splash} aria-busy="true">
      <p className="visually-hidden" role="status">
        {words.loading}
      </p>
      <div className={styles.rail} />
      <div className={styles.list}>
        <Skeleton rows={9} />
      </div>
      <div className={styles.rest} />
    </main>
  );
}
