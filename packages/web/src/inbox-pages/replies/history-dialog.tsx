import type { RepliesView } from "@culver/business/inbox-api";
import { ArrowLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { dayAndTime } from "../../lib/format-time.ts";
import dialogStyles from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import type { InboxApi } from "../api.ts";
import { Chip } from "../shared/chip.tsx";
import { LoadState } from "../shared/load-state.tsx";
import { useResource } from "../shared/use-resource.ts";
import styles from "./history-dialog.module.css";
import { VersionView } from "./version-view.tsx";

const words = pageWords.replies;
type Entry = Pick<RepliesView, "version" | "changedAt" | "changedBy">;

export interface HistoryDialogProps {
  readonly api: InboxApi;
  readonly number: string;
  readonly current: number;
  /** A name for the agent who saved. */
  readonly nameOf: (agent: string) => string;
  readonly onRestore: (version: RepliesView) => void;
  readonly onClose: () => void;
}

/** Every version that was saved: each can be looked at and brought back. */
export function HistoryDialog({ api, number, current, nameOf, onRestore, onClose }: HistoryDialogProps) {
  const query = `?number=${encodeURIComponent(number)}`;
  const [open, setOpen] = useState<number>();
  const history = useResource("history", () =>
    api.get<{ versions: readonly Entry[] }>(`/replies/history${query}`).then(({ versions }) => versions),
  );
  const chosen = useResource(`version ${open}`, () =>
    open === undefined
      ? Promise.resolve(undefined)
      : api.get<RepliesView>(`/replies/versions/${open}${query}`),
  );
  if (open !== undefined)
    return (
      <Dialog title={words.versionTitle(open)} wide onClose={onClose}>
        {chosen.data === undefined ? (
          <LoadState problem={chosen.problem} onRetry={chosen.reload} />
        ) : (
          <VersionView view={chosen.data} />
        )}
        <p className="hint">{words.restoreText}</p>
        <div className={dialogStyles.actions}>
          <button type="button" className="button" onClick={() => setOpen(undefined)}>
            <ArrowLeft size={18} strokeWidth={1.75} aria-hidden="true" /> {words.back}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={chosen.data === undefined || open === current}
            onClick={() => {
              if (chosen.data === undefined) return;
              onClose();
              onRestore(chosen.data);
            }}
          >
            {words.restore}
          </button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={words.historyTitle} onClose={onClose}>
      {history.data === undefined && <LoadState problem={history.problem} onRetry={history.reload} />}
      {history.data?.length === 0 && <p className="hint">{words.historyNone}</p>}
      <ul className={styles.list}>
        {history.data
          ?.toSorted((a, b) => b.version - a.version)
          .map(({ version, changedAt, changedBy }) => (
            <li key={version}>
              <button
                type="button"
                className={styles.entry}
                aria-label={words.look(version)}
                onClick={() => setOpen(version)}
              >
                <span className={styles.words}>
                  <span className={styles.title}>
                    {words.versionTitle(version)}
                    {version === current && <Chip tone="good" text={words.current} />}
                  </span>
                  <span className="meta">
                    {dayAndTime(changedAt, Date.now())} <bdi>{words.by(nameOf(changedBy))}</bdi>
                  </span>
                </span>
                <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" />
              </button>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
