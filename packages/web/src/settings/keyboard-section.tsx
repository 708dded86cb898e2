import { KeyboardGuide } from "./keyboard-guide.tsx";
import styles from "./section.module.css";

export function KeyboardSection() {
  return (
    <div className={styles.card}>
      <KeyboardGuide />
    </div>
  );
}
