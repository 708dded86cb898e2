import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { words } from "../words/index.ts";
import { IconButton } from "./icon-button.tsx";
import styles from "./modal.module.css";

export interface ModalProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** How wide and where it is, and how far it rises: `--rise`. */
  readonly className: string | undefined;
  /** Of what lies in it: the head and the children. */
  readonly inner: string | undefined;
  readonly header: string | undefined;
}

/** What a dialog and a sheet are: the browser's own dialog keeps focus inside, makes the rest inert and closes on Escape. */
export function Modal({ title, onClose, children, className, inner, header }: ModalProps) {
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
      className={`${styles.modal} ${className}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={inner}>
        <header className={`${styles.header} ${header}`}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <IconButton icon={X} label={words.app.close} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
