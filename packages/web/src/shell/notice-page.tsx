import type { ReactNode } from "react";
import { Dove } from "../ui/dove.tsx";
import styles from "./notice-page.module.css";

/** A page that stands in for the app: the mark, what is the matter, the one next thing to do. */
export function NoticePage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <span className={styles.mark}>
          <Dove size={44} />
        </span>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
