import { CircleCheck, CircleX } from "lucide-react";
import { dayAndTime } from "../../lib/format-time.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import type { AttemptView, InboxApi } from "../api.ts";
import { LoadState } from "../shared/load-state.tsx";
import { useResource } from "../shared/use-resource.ts";
import styles from "./webhooks.module.css";

const words = pageWords.webhooks;

/** Every try to hand an event over, and what came of it. */
export function AttemptsDialog({
  api,
  seq,
  onClose,
}: {
  readonly api: InboxApi;
  readonly seq: number;
  readonly onClose: () => void;
}) {
  const attempts = useResource(`attempts ${seq}`, () =>
    api
      .get<{ attempts: readonly AttemptView[] }>(`/webhooks/${seq}/attempts`)
      .then((answer) => answer.attempts),
  );
  return (
    <Dialog title={words.attemptsOf(seq)} onClose={onClose}>
      {attempts.data === undefined && <LoadState problem={attempts.problem} onRetry={attempts.reload} />}
      {attempts.data?.length === 0 && <p className="hint">{words.noAttempts}</p>}
      <ul className={styles.attempts}>
        {attempts.data?.map(({ n, at, latencyMs, status, failure }) => {
          const taken = failure === undefined || failure === null;
          const Icon = taken ? CircleCheck : CircleX;
          return (
            <li key={n} data-taken={taken}>
              <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
              <span className={styles.words}>
                <bdi>{taken ? words.attemptOk(status ?? undefined) : failure}</bdi>
                <span className="meta">
                  {dayAndTime(at, Date.now())} · {words.latency(latencyMs)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
