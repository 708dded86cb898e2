import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { words } from "../words/index.ts";
import { IconButton } from "./icon-button.tsx";
import styles from "./sheet.module.css";

export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays in sight below what scrolls. */
  readonly foot?: ReactNode;
}

/** A modal that rises from the foot of a phone's screen, and stands in the middle of a wider one. */
export function Sheet({ title, onClose, children, foot }: SheetProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside closes, Escape does it by key.
    <dialog
      ref={element}
      className={styles.sheet}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.inner}>
        <header className={styles.header}>
          <h2 id={id} className={styles.title}>
            <bdi>{title}</bdi>
          </h2>
          <IconButton icon={X} label={words.app.close} onClick={onClose} />
        </header>
        <div className={styles.scroller}>{children}</div>
        {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
      </div>
    </dialog>
  );
}
