import { Plus, X } from "lucide-react";
import { IconButton } from "../../ui/icon-button.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import { removeAt, replaceAt } from "./draft.ts";
import styles from "./rule-card.module.css";

const words = pageWords.replies;

/** As with any message: three reply buttons at most, of twenty characters. */
const most = 3;
const longest = 20;

/** Titles of the buttons below a reply. */
export function ButtonsField({
  buttons,
  onChange,
}: {
  readonly buttons: readonly string[];
  readonly onChange: (buttons: readonly string[]) => void;
}) {
  return (
    <fieldset className={styles.group}>
      <legend className="label">{words.buttons}</legend>
      {buttons.map((title, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place.
        <div key={index} className={styles.pair}>
          <input
            className="input"
            dir="auto"
            maxLength={longest}
            aria-label={words.button(index + 1)}
            value={title}
            onChange={(event) => onChange(replaceAt(buttons, index, event.target.value))}
          />
          <IconButton
            icon={X}
            size={18}
            label={words.removeButton(index + 1)}
            onClick={() => onChange(removeAt(buttons, index))}
          />
        </div>
      ))}
      {buttons.length < most && (
        <button
          type="button"
          className={`button quiet ${styles.add}`}
          onClick={() => onChange([...buttons, ""])}
        >
          <Plus size={18} strokeWidth={1.75} aria-hidden="true" /> {words.addButton}
        </button>
      )}
    </fieldset>
  );
}
