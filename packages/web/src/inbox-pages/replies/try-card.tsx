import type { RepliesTest, RepliesTestResult } from "@culver/business/inbox-api";
import { CircleCheck, CircleMinus, List, UserRound } from "lucide-react";
import { useId, useState } from "react";
import { Markup } from "../../conversation/markup.tsx";
import rows from "../../interactive/action-rows.module.css";
import { pageWords } from "../../words/inbox-pages.ts";
import type { InboxApi } from "../api.ts";
import { Card } from "../shared/card.tsx";
import { Chip } from "../shared/chip.tsx";
import { problemOf } from "../shared/use-resource.ts";
import { cleaned, type Draft } from "./draft.ts";
import styles from "./try-card.module.css";

const words = pageWords.replies;
const day = 86_400_000;

/** A moment as an input of the browser has it, in the reader's own time. */
function localTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Result({ result }: { readonly result: RepliesTestResult }) {
  return (
    <>
      <section className={styles.part} aria-label={words.trySaid}>
        {result.replies.length === 0 && <p className="hint">{words.tryNothing}</p>}
        {result.replies.map(({ rule, name, text, buttons, list }) => (
          <div key={`${rule} ${text}`} className={styles.reply}>
            <div className={styles.bubble} dir="auto">
              <Markup text={text} />
            </div>
            <div className={rows.rows}>
              {buttons.map((title, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two buttons may be called the same.
                <span key={at} className={rows.row}>
                  <bdi>{title}</bdi>
                </span>
              ))}
              {list !== undefined && (
                <span className={rows.row}>
                  <List size={18} strokeWidth={1.75} aria-hidden="true" /> <bdi>{list.button}</bdi>
                </span>
              )}
            </div>
            {list !== undefined && (
              <ul className={styles.list}>
                {list.rows.map(({ title, description }) => (
                  <li key={`${title} ${description}`}>
                    <bdi>{title}</bdi>
                    {description !== undefined && (
                      <span className="meta" dir="auto">
                        {description}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )}
            <span className="meta">{name}</span>
          </div>
        ))}
        {result.handOver && (
          <span className={styles.over}>
            <UserRound size={16} strokeWidth={1.75} aria-hidden="true" />
            <Chip tone="wait" text={words.tryHandOver} />
          </span>
        )}
      </section>
      <section className={styles.part} aria-label={words.tryWhy}>
        <h3>{words.tryWhy}</h3>
        <ul className={styles.trace}>
          {result.trace.map(({ rule, name, spoke, why }) => {
            const Icon = spoke ? CircleCheck : CircleMinus;
            return (
              <li key={rule} data-spoke={spoke}>
                <Icon
                  size={18}
                  strokeWidth={1.75}
                  aria-label={spoke ? words.trySpoke : words.trySilentRule}
                />
                <span>
                  <bdi className={styles.name}>{name}</bdi>
                  <span className="meta">{why}</span>
                </span>
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

/** Asks what would be said to a text at a moment, and why; nothing is sent. */
export function TryCard({
  api,
  number,
  draft,
}: {
  readonly api: InboxApi;
  readonly number: string;
  readonly draft: Draft;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(() => localTime(Date.now()));
  const [isFirst, setFirst] = useState(true);
  const [silent, setSilent] = useState(1);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<RepliesTestResult>();
  const [problem, setProblem] = useState<string>();
  const run = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const moment = new Date(at).getTime();
    const test: RepliesTest = {
      text,
      at: Number.isNaN(moment) ? Date.now() : moment,
      isFirst,
      ...(!isFirst && { daysSilent: silent }),
    };
    try {
      const path = `/replies/test?number=${encodeURIComponent(number)}`;
      setResult(await api.send<RepliesTestResult>("POST", path, { test, draft: cleaned(draft) }));
    } catch (error) {
      setResult(undefined);
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={words.try} text={words.tryText}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-text`}>{words.trySample}</label>
          <textarea
            id={`${id}-text`}
            className="input"
            dir="auto"
            rows={2}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-at`}>{words.tryAt}</label>
          <input
            id={`${id}-at`}
            type="datetime-local"
            className="input"
            value={at}
            max={localTime(Date.now() + 3_650 * day)}
            onChange={(event) => setAt(event.target.value)}
          />
        </div>
        <label className={styles.first}>
          <input type="checkbox" checked={isFirst} onChange={(event) => setFirst(event.target.checked)} />
          {words.tryFirst}
        </label>
        {!isFirst && (
          <div className="field">
            <label htmlFor={`${id}-silent`}>{words.trySilent}</label>
            <input
              id={`${id}-silent`}
              type="number"
              inputMode="numeric"
              min={0}
              max={3_650}
              className={`input ${styles.short}`}
              value={silent}
              onChange={(event) => setSilent(Math.max(0, event.target.valueAsNumber || 0))}
            />
          </div>
        )}
        <button type="submit" className="button primary" disabled={busy || text.trim() === ""}>
          {busy ? words.trying : words.tryDo}
        </button>
      </form>
      <div role="status" className={styles.result}>
        {problem !== undefined && <p className="error-text">{problem}</p>}
        {result !== undefined && <Result result={result} />}
      </div>
    </Card>
  );
}
