import { pageWords } from "../../words/inbox-pages.ts";
import styles from "./save-bar.module.css";
import type { Replies } from "./use-replies.ts";

const words = pageWords.replies;

/** Stands at the foot while something is not saved, and says what came of saving. */
export function SaveBar({ replies }: { readonly replies: Replies }) {
  const { isDirty, isSaving, said, save, discard } = replies;
  return (
    <div className={styles.host}>
      <div
        role={said?.isBad === true ? "alert" : "status"}
        className={styles.bar}
        data-shown={isDirty || said !== undefined}
      >
        {said !== undefined ? (
          <span className={styles.text} data-bad={said.isBad}>
            {said.text}
          </span>
        ) : (
          isDirty && <span className={styles.text}>{words.dirty}</span>
        )}
        {isDirty && (
          <span className={styles.actions}>
            <button type="button" className="button" disabled={isSaving} onClick={discard}>
              {words.discard}
            </button>
            <button type="button" className="button primary" disabled={isSaving} onClick={save}>
              {isSaving ? words.saving : words.save}
            </button>
          </span>
        )}
      </div>
    </div>
  );
}
