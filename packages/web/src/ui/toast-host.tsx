import { useValue } from "../state/store.ts";
import type { Toasts } from "../state/toasts.ts";
import styles from "./toast-host.module.css";

/** Short notes at the foot of the page, with at most one thing to do. */
export function ToastHost({ toasts }: { readonly toasts: Toasts }) {
  const shown = useValue(toasts);
  return (
    <div className={styles.host} role="status" aria-live="polite">
      {shown.map(({ id, text, action, danger }) => (
        <div key={id} className={`${styles.toast} ${danger ? styles.danger : ""}`}>
          <span>{text}</span>
          {action !== undefined && (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                toasts.dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
