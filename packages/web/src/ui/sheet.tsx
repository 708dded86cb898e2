import type { ReactNode } from "react";
import { Modal } from "./modal.tsx";
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
  return (
    <Modal
      title={<bdi>{title}</bdi>}
      onClose={onClose}
      className={styles.sheet}
      inner={styles.inner}
      header={styles.header}
    >
      <div className={styles.scroller}>{children}</div>
      {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
    </Modal>
  );
}
