import { useState } from "react";
import dialogStyles from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import type { EventAction, EventState } from "./use-webhooks.ts";
import styles from "./webhooks.module.css";

const words = pageWords.webhooks;

/** What can be done with the events that are chosen. */
export function ActionsBar({
  state,
  count,
  total,
  isBusy,
  onAll,
  onAct,
}: {
  readonly state: EventState;
  readonly count: number;
  readonly total: number;
  readonly isBusy: boolean;
  readonly onAll: (isChosen: boolean) => void;
  readonly onAct: (action: EventAction) => void;
}) {
  const [asking, setAsking] = useState(false);
  const none = count === 0 || isBusy;
  return (
    <div className={styles.bar}>
      <label className={styles.all}>
        <input
          type="checkbox"
          className={styles.check}
          checked={count === total && total > 0}
          disabled={total === 0}
          onChange={(event) => onAll(event.target.checked)}
        />
        {count === 0 ? words.selectAll : words.selected(count)}
      </label>
      <span className={styles.acts}>
        <button type="button" className="button" disabled={none} onClick={() => onAct("replay")}>
          {words.replay}
        </button>
        {state === "waiting" && (
          <button type="button" className="button" disabled={none} onClick={() => onAct("dead-letter")}>
            {words.giveUp}
          </button>
        )}
        <button type="button" className="button" disabled={none} onClick={() => setAsking(true)}>
          {words.remove}
        </button>
      </span>
      {asking && (
        <Dialog title={words.removeTitle(count)} onClose={() => setAsking(false)}>
          <p>{words.removeText}</p>
          <div className={dialogStyles.actions}>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {pageWords.cancel}
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                setAsking(false);
                onAct("delete");
              }}
            >
              {words.removeDo}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
