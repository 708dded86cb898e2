import { type ReactNode, useId } from "react";
import cards from "../../ui/card.module.css";
import styles from "./card.module.css";

export interface CardProps {
  readonly title: string;
  readonly text?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, text, actions, children }: CardProps) {
  const id = useId();
  return (
    <section className={`${cards.card} ${styles.card}`} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={id}>{title}</h2>
          {text !== undefined && <p className="hint">{text}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
