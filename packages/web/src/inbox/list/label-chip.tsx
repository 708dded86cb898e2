import type { LabelView } from "@culver/business/inbox-api";
import styles from "./label-chip.module.css";

/** A label on its tint. */
export function LabelChip({ label }: { readonly label: Pick<LabelView, "name" | "tint"> }) {
  return (
    <span className={styles.label} data-tint={label.tint}>
      <bdi>{label.name}</bdi>
    </span>
  );
}
