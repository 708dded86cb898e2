import styles from "./chip.module.css";

export type Tone = "good" | "wait" | "bad" | "quiet";

/** A word about a state. */
export function Chip({ tone, text }: { readonly tone: Tone; readonly text: string }) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {text}
    </span>
  );
}
