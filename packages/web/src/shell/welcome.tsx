import { Lock } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { Dove } from "../ui/dove.tsx";
import { words } from "../words/index.ts";
import styles from "./welcome.module.css";

/** The main column while no chat is open. */
export function Welcome() {
  const { layers } = useApp();
  return (
    <div className={styles.welcome}>
      <span className={styles.mark}>
        <Dove size={72} />
      </span>
      <h2 className={styles.title}>{words.welcome.title}</h2>
      <p className={styles.text}>
        <Lock size={14} strokeWidth={2} aria-hidden="true" /> {words.welcome.text}
      </p>
      <button type="button" className="button quiet" onClick={() => layers.open({ kind: "keyboard" })}>
        {words.welcome.keys}
      </button>
    </div>
  );
}
