import { pageWords } from "../../words/inbox-pages.ts";
import styles from "./load-state.module.css";

/** While something is fetched, and when that failed. */
export function LoadState({
  problem,
  onRetry,
}: {
  readonly problem: string | undefined;
  readonly onRetry: () => void;
}) {
  if (problem === undefined)
    return (
      <p className={styles.state} role="status">
        {pageWords.loading}
      </p>
    );
  return (
    <div className={styles.state} role="alert">
      <p className="error-text">{problem}</p>
      <button type="button" className="button" onClick={onRetry}>
        {pageWords.retry}
      </button>
    </div>
  );
}
