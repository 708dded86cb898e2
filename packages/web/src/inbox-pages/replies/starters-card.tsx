import { Plus, X } from "lucide-react";
import { useId } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import { Card } from "../shared/card.tsx";
import { type Draft, removeAt, replaceAt } from "./draft.ts";
import styles from "./rule-card.module.css";

const words = pageWords.replies;
/** A list has as many rows (section 3 of the Cloud API). */
const most = 10;
const longestButton = 20;

type Starters = Pick<Draft, "iceBreakers" | "iceBreakerText" | "iceBreakerButton">;

/** Questions that a customer may tap below the greeting, and what is answered. */
export function StartersCard({
  draft,
  onChange,
}: {
  readonly draft: Starters;
  readonly onChange: (change: Partial<Starters>) => void;
}) {
  const id = useId();
  const starters = draft.iceBreakers;
  const put = (iceBreakers: Starters["iceBreakers"]) => onChange({ iceBreakers });
  return (
    <Card title={words.ice} text={words.iceText}>
      {starters.length === 0 && <p className="hint">{words.noIce}</p>}
      <div className={styles.starters}>
        {starters.map((starter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a question is known by its place.
          <div key={index} className={styles.pair}>
            <div className={styles.starter}>
              <input
                className="input"
                dir="auto"
                aria-label={words.question(index + 1)}
                placeholder={words.question(index + 1)}
                value={starter.question}
                onChange={(event) =>
                  put(replaceAt(starters, index, { ...starter, question: event.target.value }))
                }
              />
              <textarea
                className="input"
                dir="auto"
                rows={2}
                aria-label={words.answer(index + 1)}
                placeholder={words.answer(index + 1)}
                value={starter.answer}
                onChange={(event) =>
                  put(replaceAt(starters, index, { ...starter, answer: event.target.value }))
                }
              />
            </div>
            <IconButton
              icon={X}
              size={18}
              label={words.removeIce(index + 1)}
              onClick={() => put(removeAt(starters, index))}
            />
          </div>
        ))}
      </div>
      {starters.length < most && (
        <button
          type="button"
          className={`button quiet ${styles.add}`}
          onClick={() => put([...starters, { question: "", answer: "" }])}
        >
          <Plus size={18} strokeWidth={1.75} aria-hidden="true" /> {words.addIce}
        </button>
      )}
      {starters.length > 0 && (
        <>
          <div className="field">
            <label htmlFor={`${id}-text`}>{words.iceAbove}</label>
            <input
              id={`${id}-text`}
              className="input"
              dir="auto"
              value={draft.iceBreakerText}
              onChange={(event) => onChange({ iceBreakerText: event.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-button`}>{words.iceButton}</label>
            <input
              id={`${id}-button`}
              className="input"
              dir="auto"
              maxLength={longestButton}
              value={draft.iceBreakerButton}
              onChange={(event) => onChange({ iceBreakerButton: event.target.value })}
            />
          </div>
        </>
      )}
    </Card>
  );
}
