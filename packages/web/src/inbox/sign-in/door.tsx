import type { ReactNode } from "react";
import styles from "../../signup/sign-up.module.css";
import { Dove } from "../../ui/dove.tsx";
import { inboxWords } from "../../words/inbox.ts";
import own from "./door.module.css";

/** The card around signing in and joining. */
export function Door({ children }: { readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={`${styles.card} ${own.card}`}>
        <div className={styles.brand}>
          <span className={styles.mark}>
            <Dove size={30} />
          </span>
          <span className={styles.name}>{inboxWords.app.name}</span>
        </div>
        {children}
      </div>
    </main>
  );
}
