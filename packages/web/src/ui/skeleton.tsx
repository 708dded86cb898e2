import styles from "./skeleton.module.css";

/** Grey outlines of chat rows, the same size as the rows that replace them. */
export function Skeleton({ rows }: { readonly rows: number }) {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
        <div key={index} className={styles.row}>
          <span className={styles.avatar} />
          <span className={styles.lines}>
            <span className={styles.line} />
            <span className={`${styles.line} ${styles.second}`} />
          </span>
        </div>
      ))}
    </div>
  );
}
