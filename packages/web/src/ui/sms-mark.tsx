import { words } from "../words/index.ts";
import styles from "./sms-mark.module.css";

/** The label of everything that travels as SMS. */
export function SmsMark() {
  return (
    <span className={styles.mark} title={words.sms.label}>
      {words.sms.mark}
    </span>
  );
}
