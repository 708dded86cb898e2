import styles from "./note.module.css";

export interface Said {
  readonly text: string;
  readonly isBad: boolean;
}

/** What came of the last thing that was done; read aloud. */
export function Note({ said }: { readonly said: Said | undefined }) {
  return (
    <div role="status" className={styles.host}>
      {said !== undefined && (
        <p className={styles.note} data-bad={said.isBad}>
          {said.text}
        </p>
      )}
    </div>
  );
}
