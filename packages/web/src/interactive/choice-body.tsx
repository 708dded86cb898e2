import type { Choice, Message } from "@culver/client";
import { BubbleMeta } from "../conversation/bubble-meta.tsx";
import { textDirection } from "../lib/direction.ts";
import styles from "./choice-body.module.css";

/** What somebody picked; the message that asked stands above it as a quote. */
export function ChoiceBody({ message, choice }: { readonly message: Message; readonly choice: Choice }) {
  const { title, description = "" } = choice;
  const last = description === "" ? title : description;
  const against = textDirection(last) !== document.documentElement.dir;
  const ghost = (
    <span className={against ? styles.metaLine : undefined}>
      <BubbleMeta message={message} ghost />
    </span>
  );
  return (
    <div className={styles.choice} data-choice="">
      <span dir="auto" className={styles.title}>
        {title}
        {description === "" && ghost}
      </span>
      {description !== "" && (
        <span dir="auto" className={styles.description}>
          {description}
          {ghost}
        </span>
      )}
    </div>
  );
}
