import { Bell } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { isContent } from "../lib/content.ts";
import { useStore, useValue } from "../state/store.ts";
import { words } from "../words/index.ts";
import styles from "./notify-card.module.css";

/** Asks about notifications once somebody has answered: the first moment they are of use. */
export function NotifyCard() {
  const app = useApp();
  const { notifyAsked } = useValue(app.preferences);
  const answered = useStore(app.conversations, (state) =>
    state.order.some(
      ({ lastMessage }) => lastMessage !== undefined && !lastMessage.outgoing && isContent(lastMessage.body),
    ),
  );
  if (notifyAsked || !answered || !("Notification" in window) || Notification.permission === "denied")
    return null;

  const answer = async (allow: boolean): Promise<void> => {
    const granted = allow && (await Notification.requestPermission()) === "granted";
    app.preferences.update((preferences) => ({ ...preferences, notifyAsked: true, notify: granted }));
  };
  return (
    <section className={styles.card} aria-label={words.notify.ask}>
      <Bell size={20} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.words}>
        <strong>{words.notify.ask}</strong>
        <p className="hint">{words.notify.askText}</p>
        <div className={styles.actions}>
          <button type="button" className={styles.allow} onClick={() => void answer(true)}>
            {words.notify.allow}
          </button>
          <button type="button" className={styles.later} onClick={() => void answer(false)}>
            {words.notify.notNow}
          </button>
        </div>
      </div>
    </section>
  );
}
