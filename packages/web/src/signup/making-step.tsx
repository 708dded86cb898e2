import { words } from "../words/index.ts";
import styles from "./sign-up.module.css";

export function MakingStep() {
  return (
    <div className={styles.making} role="status">
      <span className={styles.ring} aria-hidden="true" />
      <h1>{words.signUp.making}</h1>
      <p>{words.signUp.makingText}</p>
    </div>
  );
}
