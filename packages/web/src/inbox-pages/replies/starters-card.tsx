import { Plus, X } from "lucide-react";
import { IconButton } from "../../ui/icon-button.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import { Card } from "../shared/card.tsx";
import { type Draft, removeAt, replaceAt } from "./draft.ts";
import styles from "./rule-card.module.css";

const words = pageWords.replies;
/** Section 4 of the Cloud API allows as many. */
const most = 4;

type Starters = Draft["iceBreakers"];

/** Questions that a customer may tap before writing anything, and what is answered. */
export function StartersCard({
  starters,
  onChange,
}: {
  readonly starters: Starters;
  readonly onChange: (starters: Starters) => void;
}) {
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
                  onChange(replaceAt(starters, index, { ...starter, question: event.target.value }))
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
                  onChange(replaceAt(starters, index, { ...starter, answer: event.target.value }))
                }
              />
            </div>
            <IconButton
              icon={X}
              size={18}
              label={words.removeIce(index + 1)}
              onClick={() => onChange(removeAt(starters, index))}
            />
          </div>
        ))}
      </div>
      {starters.length < most && (
        <button
          type="button"
          className={`button quiet ${styles.add}`}
          onClick={() => onChange([...starters, { question: "", answer: "" }])}
        >
          <Plus size={18} strokeWidth={1.75} aria-hidden="true" /> {words.addIce}
        </button>
      )}
    </Card>
  );
}
