import { History } from "lucide-react";
import { useId, useRef, useState } from "react";
import { dayAndTime } from "../../lib/format-time.ts";
import { pageWords } from "../../words/inbox-pages.ts";
import type { PageProps } from "../api.ts";
import { LoadState } from "../shared/load-state.tsx";
import { PageFrame } from "../shared/page.tsx";
import { HistoryDialog } from "./history-dialog.tsx";
import { HoursCard } from "./hours-card.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import styles from "./replies-page.module.css";
import { RulesCard } from "./rules-card.tsx";
import { SaveBar } from "./save-bar.tsx";
import { StartersCard } from "./starters-card.tsx";
import { TryCard } from "./try-card.tsx";
import { useReplies } from "./use-replies.ts";

const words = pageWords.replies;

/** The automatic replies of each number: edited, tried, saved as versions. */
export function RepliesPage({ api, session }: PageProps) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const [chosen, setNumber] = useState<string>();
  const [history, setHistory] = useState(false);
  const number = chosen ?? session.numbers[0]?.id ?? "";
  const replies = useReplies(api, number);
  const { draft, stored, isDirty, change } = replies;
  const nameOf = (agent: string): string =>
    session.agents.find((one) => one.id === agent)?.name ?? (agent === "" ? "" : agent);
  const { data } = stored;
  return (
    <div ref={root} className={styles.root}>
      <PageFrame
        title={words.title}
        text={
          data === undefined
            ? words.text
            : data.version === 0
              ? `${words.text} ${words.never}.`
              : words.version(data.version, dayAndTime(data.changedAt, Date.now()), nameOf(data.changedBy))
        }
        actions={
          <>
            {session.numbers.length > 1 && (
              <>
                <label className="visually-hidden" htmlFor={id}>
                  {pageWords.number}
                </label>
                <select
                  id={id}
                  className={`input ${styles.number}`}
                  value={number}
                  onChange={(event) => setNumber(event.target.value)}
                >
                  {session.numbers.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name} · {one.number}
                    </option>
                  ))}
                </select>
              </>
            )}
            <button type="button" className="button" onClick={() => setHistory(true)}>
              <History size={18} strokeWidth={1.75} aria-hidden="true" /> {words.history}
            </button>
          </>
        }
        aside={
          draft === undefined ? undefined : <TryCard key={number} api={api} number={number} draft={draft} />
        }
        foot={<SaveBar replies={replies} />}
      >
        {draft === undefined ? (
          <LoadState problem={stored.problem} onRetry={stored.reload} />
        ) : (
          <>
            <RulesCard rules={draft.rules} onChange={(rules) => change({ ...draft, rules })} />
            <HoursCard hours={draft.hours} onChange={(hours) => change({ ...draft, hours })} />
            <StartersCard draft={draft} onChange={(starters) => change({ ...draft, ...starters })} />
          </>
        )}
      </PageFrame>
      {isDirty && <LeaveGuard page={root} onLeave={replies.discard} />}
      {history && data !== undefined && (
        <HistoryDialog
          api={api}
          number={number}
          current={data.version}
          nameOf={nameOf}
          onRestore={replies.restore}
          onClose={() => setHistory(false)}
        />
      )}
    </div>
  );
}
