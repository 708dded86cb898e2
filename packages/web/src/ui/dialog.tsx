import type { ReactNode } from "react";
import styles from "./dialog.module.css";
import { Modal } from "./modal.tsx";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A modal in the middle of the page. */
export function Dialog({ title, onClose, children, wide = false }: DialogProps) {
  return (
    <Modal
      title={title}
      onClose={onClose}
      className={`${styles.dialog} ${wide ? styles.wide : ""}`}
      inner={styles.inner}
      header={styles.header}
    >
      {children}
    </Modal>
  );
}
