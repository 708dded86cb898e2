import type { WebhookView } from "@culver/business/inbox-api";
import { byteSize } from "../../lib/format-time.ts";
import { pageWords } from "../../words/inbox-pages.ts";
import { fromNow } from "./times.ts";
import styles from "./webhooks.module.css";

const words = pageWords.webhooks;

/** One event: what it is, where it goes, and how that went so far. */
export function EntryRow({
  entry,
  isChosen,
  onChoose,
  onAttempts,
}: {
  readonly entry: WebhookView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onAttempts: () => void;
}) {
  const { seq, receiver, field, size, createdAt, dueAt, attempts, failure, state } = entry;
  const now = Date.now();
  return (
    <li className={styles.entry} data-chosen={isChosen}>
      <input
        type="checkbox"
        className={styles.check}
        checked={isChosen}
        aria-label={words.select(seq)}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <span className={styles.words}>
        <span className={styles.line}>
          <span className={styles.seq}>{words.event(seq)}</span>
          <bdi className={styles.field}>{field}</bdi>
          <span className="meta">
            {fromNow(createdAt, now)} · {byteSize(size)}
            {state === "waiting" && dueAt !== undefined && ` · ${words.due(fromNow(dueAt, now))}`}
          </span>
        </span>
        <bdi className={styles.to} dir="ltr">
          {receiver}
        </bdi>
        {failure !== undefined && failure !== "" && <bdi className={styles.failure}>{failure}</bdi>}
      </span>
      <button
        type="button"
        className={`button quiet ${styles.tries}`}
        aria-haspopup="dialog"
        aria-label={`${words.attemptsOf(seq)}: ${words.attempts(attempts)}`}
        onClick={onAttempts}
      >
        {words.attempts(attempts)}
      </button>
    </li>
  );
}
