import type { ReactNode } from "react";
import { Dove } from "../ui/dove.tsx";
import { words } from "../words/index.ts";
import styles from "./sign-up.module.css";

/** The page around each step of signing up. */
export function SignUpFrame({ step, children }: { readonly step: number; readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <span className={styles.mark}>
            <Dove size={30} />
          </span>
          <span className={styles.name}>{words.app.name}</span>
          <span className={styles.steps} role="img" aria-label={words.signUp.steps(step)}>
            {[1, 2, 3].map((one) => (
              <span key={one} className={styles.step} data-done={one <= step} />
            ))}
          </span>
        </div>
        {children}
      </div>
    </main>
  );
}
