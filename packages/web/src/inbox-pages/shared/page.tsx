import { type ReactNode, useId } from "react";
import styles from "./page.module.css";

export interface PageFrameProps {
  readonly title: string;
  readonly text: string;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Beside the column on a wide window, below it on a narrow one. */
  readonly aside?: ReactNode;
  /** Stays at the foot. */
  readonly foot?: ReactNode;
}

/** A page of the inbox that manages something: a title, a column of cards, perhaps a second column. */
export function PageFrame({ title, text, actions, children, aside, foot }: PageFrameProps) {
  const id = useId();
  return (
    <section className={styles.page} aria-labelledby={id} data-page="">
      <div className={styles.scroller}>
        <div className={styles.inner} data-wide={aside !== undefined}>
          <header className={styles.header}>
            <div className={styles.titles}>
              <h1 id={id}>{title}</h1>
              <p className="hint">{text}</p>
            </div>
            {actions !== undefined && <div className={styles.actions}>{actions}</div>}
          </header>
          <div className={styles.columns}>
            <div className={styles.column}>{children}</div>
            {aside !== undefined && <aside className={styles.aside}>{aside}</aside>}
          </div>
        </div>
      </div>
      {foot}
    </section>
  );
}
