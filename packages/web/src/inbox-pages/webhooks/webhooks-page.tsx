import { CircleCheck, RotateCw } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "../../ui/empty-state.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import type { PageProps } from "../api.ts";
import { LoadState } from "../shared/load-state.tsx";
import { Note } from "../shared/note.tsx";
import { PageFrame } from "../shared/page.tsx";
import { Tabs } from "../shared/tabs.tsx";
import { ActionsBar } from "./actions-bar.tsx";
import { AttemptsDialog } from "./attempts-dialog.tsx";
import { EntryRow } from "./entry-row.tsx";
import { HealthCard } from "./health-card.tsx";
import { type EventAction, type EventState, useWebhooks } from "./use-webhooks.ts";
import styles from "./webhooks.module.css";

const words = pageWords.webhooks;
const states: readonly EventState[] = ["waiting", "dead", "delivered"];

/** Events on their way to the business's software: what waits, what was given up, and what to do about it. */
export function WebhooksPage({ api }: PageProps) {
  const [state, setState] = useState<EventState>("waiting");
  const [target, setTarget] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [attempts, setAttempts] = useState<number>();
  const webhooks = useWebhooks(api, state, target);
  const { view, entries } = webhooks;
  const { data } = view;
  // What has moved on since it was chosen is chosen no more.
  const seqs = entries.map(({ seq }) => seq).filter((seq) => chosen.has(seq));
  const show = (next: EventState): void => {
    setState(next);
    setChosen(new Set());
  };
  const choose = (seq: number, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(seq);
    else next.delete(seq);
    setChosen(next);
  };
  const act = (action: EventAction): void => {
    void webhooks.act(action, seqs).then(() => setChosen(new Set()));
  };
  const counts = { waiting: data?.waiting, dead: data?.dead, delivered: undefined };
  return (
    <PageFrame
      title={words.title}
      text={words.text}
      actions={
        <button type="button" className="button" onClick={view.reload}>
          <RotateCw size={18} strokeWidth={1.75} aria-hidden="true" /> {pageWords.refresh}
        </button>
      }
    >
      {data !== undefined && (
        <HealthCard
          view={data}
          target={target}
          onTarget={(next) => {
            setTarget(next);
            setChosen(new Set());
          }}
        />
      )}
      <Tabs
        label={words.filter}
        chosen={state}
        onChoose={show}
        tabs={states.map((key) => {
          const count = counts[key];
          return { key, text: words.states[key], ...(count !== undefined && { count }) };
        })}
      />
      <Note said={webhooks.said} />
      {data === undefined && <LoadState problem={view.problem} onRetry={view.reload} />}
      {data !== undefined && view.problem !== undefined && <p className="error-text">{view.problem}</p>}
      {data !== undefined && entries.length === 0 && (
        <EmptyState icon={CircleCheck} title={words.empty[state]} text={words.emptyText} />
      )}
      {entries.length > 0 && (
        <div className={styles.table}>
          <ActionsBar
            state={state}
            count={seqs.length}
            total={entries.length}
            isBusy={webhooks.isBusy}
            onAll={(all) => setChosen(new Set(all ? entries.map(({ seq }) => seq) : []))}
            onAct={act}
          />
          <ul className={styles.entries} aria-label={words.list}>
            {entries.map((entry) => (
              <EntryRow
                key={entry.seq}
                entry={entry}
                isChosen={chosen.has(entry.seq)}
                onChoose={(isChosen) => choose(entry.seq, isChosen)}
                onAttempts={() => setAttempts(entry.seq)}
              />
            ))}
          </ul>
        </div>
      )}
      {webhooks.hasMore && (
        <button type="button" className="button" disabled={webhooks.isBusy} onClick={webhooks.more}>
          {words.more}
        </button>
      )}
      {attempts !== undefined && (
        <AttemptsDialog api={api} seq={attempts} onClose={() => setAttempts(undefined)} />
      )}
    </PageFrame>
  );
}
