import type { ReactNode } from "react";
import styles from "./page.module.css";

/** A page beside the inbox: title, what it is for, its cards. */
export function PageFrame({
  title,
  text,
  action,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {text !== undefined && <p className={styles.text}>{text}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}
