import type { Shortcode } from "../lib/shortcode.ts";
import { words } from "../words/index.ts";
import styles from "./shortcode-list.module.css";

export interface ShortcodeListProps {
  readonly id: string;
  readonly matches: readonly Shortcode[];
  readonly active: number;
  readonly onPick: (index: number) => void;
}

export function ShortcodeList({ id, matches, active, onPick }: ShortcodeListProps) {
  if (matches.length === 0) return null;
  return (
    <div className={styles.list} id={id} role="listbox" aria-label={words.composer.suggestions}>
      {matches.map(({ emoji, code }, index) => (
        <button
          key={code}
          id={`${id}-${index}`}
          type="button"
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          className={styles.option}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(index)}
        >
          <span className={styles.emoji}>{emoji}</span>:{code}:
        </button>
      ))}
    </div>
  );
}
