import styles from "./tabs.module.css";

export interface TabsProps<Key extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly key: Key; readonly text: string; readonly count?: number }[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}

/** One of several filters. */
export function Tabs<Key extends string>({ label, tabs, chosen, onChoose }: TabsProps<Key>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div role="group" aria-label={label} className={styles.tabs}>
      {tabs.map(({ key, text, count }) => (
        <button
          key={key}
          type="button"
          className={styles.tab}
          aria-pressed={chosen === key}
          onClick={() => onChoose(key)}
        >
          {text}
          {count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
        </button>
      ))}
    </div>
  );
}
