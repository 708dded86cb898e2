import type { WebhooksView } from "@culver/business/inbox-api";
import { pageWords } from "../../words/inbox-pages.ts";
import { Card } from "../shared/card.tsx";
import { Chip } from "../shared/chip.tsx";
import { age, fromNow } from "./times.ts";
import styles from "./webhooks.module.css";

const words = pageWords.webhooks;

/** How much waits, and how each receiver does. */
export function HealthCard({
  view,
  target,
  onTarget,
}: {
  readonly view: WebhooksView;
  /** The only receiver shown below. */
  readonly target: string | undefined;
  readonly onTarget: (target: string | undefined) => void;
}) {
  const now = Date.now();
  const figures = [
    { label: words.waiting, value: view.waiting.toLocaleString("en") },
    { label: words.dead, value: view.dead.toLocaleString("en"), isBad: view.dead > 0 },
    { label: words.oldest, value: age(view.oldestAgeMs) },
  ];
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(({ label, value, isBad }) => (
          <div key={label} className={styles.figure} data-bad={isBad === true}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Card title={words.receivers}>
        {view.targets.length === 0 && <p className="hint">{words.noReceivers}</p>}
        <ul className={styles.targets}>
          {view.targets.map(({ target: id, receiver, failures, nextTryAt, inFlight }) => (
            <li key={id} className={styles.target}>
              <span className={styles.words}>
                <bdi className={styles.receiver} dir="ltr">
                  {receiver}
                </bdi>
                <span className="meta">
                  {[
                    failures > 0 ? words.failing(failures) : undefined,
                    failures > 0 && nextTryAt !== undefined
                      ? words.nextTry(fromNow(nextTryAt, now))
                      : undefined,
                    inFlight > 0 ? words.inFlight(inFlight) : undefined,
                  ]
                    .filter((part) => part !== undefined)
                    .join(" · ")}
                </span>
              </span>
              <Chip
                tone={failures > 0 ? "bad" : "good"}
                text={failures > 0 ? words.failingChip : words.healthy}
              />
              {view.targets.length > 1 && (
                <button
                  type="button"
                  className="button"
                  aria-pressed={target === id}
                  aria-label={words.onlyFrom(receiver)}
                  onClick={() => onTarget(target === id ? undefined : id)}
                >
                  {target === id ? words.allReceivers : words.onlyThis}
                </button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
